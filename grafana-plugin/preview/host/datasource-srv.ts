import type {
  DataSourceApi,
  DataSourceInstanceSettings,
  DataSourcePluginMeta,
  DataSourceRef,
} from '@grafana/data';
import type { DataSourceSrv } from '@grafana/runtime';
import { DATASOURCE_ID } from '../../src/ids.ts';
import { settingsOf } from './own-source.ts';
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

/** Data sources that the page's server keeps beside Lapwing's; they are listed and can't be asked. */
let kept: DataSourceInstanceSettings[] = [];

/** Asks the page's server for them; most servers of this page keep none. */
export async function readDataSources(): Promise<void> {
  const answer = await fetch('/api/datasources');
  if (!answer.ok || !(answer.headers.get('content-type') ?? '').includes('json')) return;
  const list = (await answer.json()) as { uid: string; type: string; name: string }[];
  kept = list.map(({ uid, type, name }) => settingsOf(name, { type, uid }));
}

function listed(): DataSourceInstanceSettings[] {
  const { meta } = settingsOf('Lapwing', DATASOURCE_REF);
  return [settings(meta), ...kept];
}

export const dataSourceSrv = {
  get: (ref?: DataSourceRef | string | null) => {
    const uid = typeof ref === 'string' ? ref : ref?.uid;
    const other = others.get(uid ?? '');
    return other ? Promise.resolve(other) : instance();
  },
  getList: ({ type } = {}) => listed().filter((one) => type === undefined || one.type === type),
  getInstanceSettings: (ref) => {
    const uid = typeof ref === 'string' ? ref : ref?.uid;
    return listed().find((one) => one.uid === uid);
  },
  reload: () => Promise.resolve(),
  registerRuntimeDataSource: () => undefined,
} satisfies DataSourceSrv;
