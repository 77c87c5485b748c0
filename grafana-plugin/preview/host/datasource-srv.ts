import type { DataSourceApi, DataSourceInstanceSettings, DataSourcePluginMeta } from '@grafana/data';
import type { DataSourceSrv } from '@grafana/runtime';
import { DATASOURCE_ID } from '../../src/ids.ts';
import { loadDataSource } from './plugins.ts';

/** The one data source of the page. */
export const DATASOURCE_REF = { type: DATASOURCE_ID, uid: 'lapwing' };

async function instance(): Promise<DataSourceApi> {
  const plugin = await loadDataSource();
  made ??= new plugin.DataSourceClass(settings(plugin.meta));
  made.meta = plugin.meta;
  return made;
}

let made: DataSourceApi | undefined;

function settings(meta: DataSourcePluginMeta): DataSourceInstanceSettings {
  return {
    id: 1,
    ...DATASOURCE_REF,
    name: 'Lapwing',
    // As Grafana gives it to a data source in proxy mode.
    url: `/api/datasources/proxy/uid/${DATASOURCE_REF.uid}`,
    access: 'proxy',
    readOnly: false,
    jsonData: {},
    meta,
  };
}

export const dataSourceSrv = {
  get: instance,
  getList: () => [],
  getInstanceSettings: () => undefined,
  reload: () => Promise.resolve(),
  registerRuntimeDataSource: () => undefined,
} satisfies DataSourceSrv;
