import type { DataSourceInstanceSettings, ScopedVars } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import type { FindSource, SourceOf } from '../detect/queries/panel-queries.ts';
import { DATASOURCE_ID } from '../ids.ts';

/** The data sources that the person may use, as Grafana told the page. */
export function knownSources(): SourceOf[] {
  return getDataSourceSrv().getList({ metrics: true }).map(sourceOf);
}

/** Data sources of Lapwing's own. */
export function lapwingSources(): SourceOf[] {
  // Grafana adds one of its own to whatever is asked for.
  return getDataSourceSrv()
    .getList({ type: DATASOURCE_ID })
    .map(sourceOf)
    .filter(({ type }) => type === DATASOURCE_ID);
}

export function findSourceIn(scoped: ScopedVars): FindSource {
  return (ref) => {
    const settings = getDataSourceSrv().getInstanceSettings(ref ?? null, scoped);
    return settings && sourceOf(settings);
  };
}

function sourceOf(settings: DataSourceInstanceSettings): SourceOf {
  const { uid, type, name, jsonData, database } = settings;
  return { uid, type, name, settings: { ...(database && { database }), ...jsonData } };
}
