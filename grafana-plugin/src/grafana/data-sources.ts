import type { DataSourceInstanceSettings, ScopedVars } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { DATASOURCE_ID } from '../ids.ts';

/** A data source of Grafana's, as far as it matters which one it is. */
export interface SourceOf {
  uid: string;
  type: string;
  name: string;
  settings: Record<string, unknown>;
}

/** A data source as a query names it; undefined: the default. */
export type SourceRef = { type?: string; uid?: string } | string | undefined;

/** Finds the data source that a reference of a panel means, variables in it filled in. */
export type FindSource = (ref: SourceRef) => SourceOf | undefined;

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
