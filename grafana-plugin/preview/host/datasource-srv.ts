import type {
  DataSourceApi,
  DataSourceInstanceSettings,
  DataSourcePluginMeta,
  DataSourceRef,
} from '@grafana/data';
import type { DataSourceSrv } from '@grafana/runtime';
import { DATASOURCE_ID } from '../../src/ids.ts';
import { loadDataSource } from './plugins.ts';

/** Lapwing's data source; the page's own ones are found by their names. */
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

const others = new Map<string, DataSourceApi>();

/** Makes a data source of the page's own known. */
export function addDataSource(source: DataSourceApi): void {
  others.set(source.uid, source);
}

export const dataSourceSrv = {
  get: (ref?: DataSourceRef | string | null) => {
    const uid = typeof ref === 'string' ? ref : ref?.uid;
    const other = others.get(uid ?? '');
    return other ? Promise.resolve(other) : instance();
  },
  getList: () => [],
  getInstanceSettings: () => undefined,
  reload: () => Promise.resolve(),
  registerRuntimeDataSource: () => undefined,
} satisfies DataSourceSrv;
