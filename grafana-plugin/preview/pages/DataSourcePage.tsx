import type { DataSourceSettings, TestDataSourceResponse } from '@grafana/data';
import { Alert, Button, LoadingPlaceholder } from '@grafana/ui';
import React, { useState } from 'react';
import { dataSourceSrv } from '../host/datasource-srv.ts';
import { loadDataSource } from '../host/plugins.ts';
import { PageFrame } from '../shell/PageFrame.tsx';
import { usePromise } from './use-promise.ts';

const SETTINGS = {
  id: 1,
  uid: 'lapwing',
  orgId: 1,
  name: 'Lapwing',
  type: 'lapwing-anomaly-datasource',
  typeName: 'Lapwing',
  typeLogoUrl: '',
  access: 'proxy',
  url: location.origin,
  user: '',
  database: '',
  basicAuth: false,
  basicAuthUser: '',
  withCredentials: false,
  isDefault: false,
  jsonData: {},
  secureJsonFields: { apiKey: true },
  readOnly: false,
} satisfies DataSourceSettings;

/** The data source's settings, and its test. What is changed here lasts as long as the page. */
export function DataSourcePage(): React.JSX.Element {
  const plugin = usePromise(loadDataSource);
  const [options, setOptions] = useState<DataSourceSettings<object, object>>(SETTINGS);
  const [result, setResult] = useState<TestDataSourceResponse>();
  const Editor = plugin?.components.ConfigEditor;
  if (!Editor) return <LoadingPlaceholder text="Loading the data source …" />;
  const test = async (): Promise<void> => {
    const datasource = await dataSourceSrv.get();
    setResult((await datasource.testDatasource()) as TestDataSourceResponse);
  };
  return (
    <PageFrame pageNav={{ text: 'Lapwing', subTitle: 'Data source settings' }}>
      <Editor options={options} onOptionsChange={setOptions} />
      <Button onClick={() => void test()}>Save & test</Button>
      {result && (
        <Alert
          topSpacing={2}
          severity={result.status === 'success' ? 'success' : 'error'}
          title={result.message}
        />
      )}
    </PageFrame>
  );
}
