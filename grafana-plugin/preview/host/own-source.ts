import {
  type DataQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  DataSourceApi,
  type DataSourceInstanceSettings,
  type DataSourcePluginMeta,
  FieldType,
  PluginType,
  createDataFrame,
} from '@grafana/data';
import { type Break, ordersAt } from './orders.ts';

export const OWN_REF = { type: 'preview-own', uid: 'own' };
const STEP_MS = 60_000;

export interface OwnQuery extends DataQuery {
  services: string[];
  broken?: Break;
}

/** Stands in for the data source that people had before Lapwing: it answers whether or not Lapwing does. */
class OwnSource extends DataSourceApi {
  override query({ targets, range }: DataQueryRequest): Promise<DataQueryResponse> {
    const first = Math.ceil(range.from.valueOf() / STEP_MS) * STEP_MS;
    const rows = Math.max(0, Math.floor((range.to.valueOf() - first) / STEP_MS));
    const time = Array.from({ length: rows }, (_, i) => first + i * STEP_MS);
    const data = (targets as OwnQuery[]).flatMap(({ refId, services, broken }) =>
      services.map((service, place) =>
        createDataFrame({
          refId,
          fields: [
            { name: 'time', type: FieldType.time, values: time, config: { interval: STEP_MS } },
            {
              name: 'orders',
              type: FieldType.number,
              labels: { service },
              values: time.map((t) => ordersAt(t, place === 0 ? broken : undefined)),
              config: {
                displayNameFromDS: `${service}, orders`,
                color: { mode: 'palette-classic' },
                custom: { lineWidth: 2 },
              },
            },
          ],
        }),
      ),
    );
    return Promise.resolve({ data });
  }

  override testDatasource(): Promise<{ status: string; message: string }> {
    return Promise.resolve({ status: 'success', message: '' });
  }
}

export const ownSource = new OwnSource(settingsOf('Own data', OWN_REF));

/** The settings of a data source that the page itself brings. */
export function settingsOf(
  name: string,
  ref: { type: string; uid: string },
  mixed = false,
): DataSourceInstanceSettings {
  const meta: DataSourcePluginMeta = {
    id: ref.type,
    name,
    type: PluginType.datasource,
    module: '',
    baseUrl: '',
    mixed,
    info: {
      author: { name: '' },
      description: '',
      links: [],
      logos: { small: '', large: '' },
      screenshots: [],
      updated: '',
      version: '0.0.0',
    },
  };
  return { id: 0, ...ref, name, access: 'proxy', readOnly: true, jsonData: {}, meta };
}
