import type { DataSourceInstanceSettings } from '@grafana/data';
import { getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import { z } from 'zod';
import { APP_ID } from '../ids.ts';
import type { ExploreSource } from './explore-path.ts';
import type { ExploreKind } from './queries.ts';

/** A data source that the person has. */
export interface OwnSource extends ExploreSource {
  name: string;
  isDefault: boolean;
  /** Of data sources that read one. */
  index?: string;
}

/** Types of data sources that show each kind, the usual one first. */
const TYPES: Readonly<Record<ExploreKind, readonly string[]>> = {
  metrics: ['prometheus', 'grafana-amazonprometheus-datasource', 'grafana-azureprometheus-datasource'],
  logs: ['grafana-opensearch-datasource', 'elasticsearch'],
  traces: ['jaeger', 'tempo'],
};

/** Which of their data sources an administrator chose for links to Explore, by uid. */
export type ExploreChoice = Partial<Record<ExploreKind, string>>;

/** The data sources that can show a kind, in order of their types. */
export function ownSources(kind: ExploreKind): OwnSource[] {
  const sources = TYPES[kind].flatMap((wanted) =>
    getDataSourceSrv()
      .getList({ type: wanted })
      // Grafana adds one of its own to whatever is asked for.
      .filter(({ type }) => type === wanted)
      .map((settings): OwnSource => {
        const { uid, type, name, isDefault = false } = settings;
        const index = indexOf(settings);
        return { uid, type, name, isDefault, ...(index !== undefined && { index }) };
      })
      .filter(({ index = '' }) => !OWN_INDICES.test(index)),
  );
  return sources.sort(
    (a, b) =>
      TYPES[kind].indexOf(a.type) - TYPES[kind].indexOf(b.type) || Number(b.isDefault) - Number(a.isDefault),
  );
}

/** Of OpenSearch and Elasticsearch; an older Grafana keeps it as the database. */
function indexOf({ jsonData, database }: DataSourceInstanceSettings): string | undefined {
  const { index } = jsonData as { index?: unknown };
  return typeof index === 'string' && index !== '' ? index : database;
}

/** Rules on Lapwing's alerts read them: nobody's logs are there. */
const OWN_INDICES = /^\[?lapwing-/;

/** The one to link to: the chosen one while it is there, else the one that reads that index, the default, the first. */
export function chosenSource(
  { kind, index }: { kind: ExploreKind; index?: string },
  choice: ExploreChoice,
): OwnSource | undefined {
  const sources = ownSources(kind);
  return (
    sources.find(({ uid }) => uid === choice[kind]) ??
    sources.find((one) => index !== undefined && one.index === index) ??
    sources.find((one) => one.isDefault) ??
    sources[0]
  );
}

const Settings = z.object({
  jsonData: z
    .object({ explore: z.partialRecord(z.enum(['metrics', 'logs', 'traces']), z.string()).optional() })
    .nullish(),
});

let choice: Promise<ExploreChoice> | undefined;

/** What was chosen in the app's settings; nothing where they can't be read. Asked once a page. */
export function exploreChoice(): Promise<ExploreChoice> {
  choice ??= getBackendSrv()
    .get<unknown>(`api/plugins/${APP_ID}/settings`)
    .then(
      (settings) => Settings.safeParse(settings).data?.jsonData?.explore ?? {},
      // The defaults are a good guess: links are a help, and never stop a page.
      () => ({}),
    );
  return choice;
}

/** The settings were changed. */
export function forgetExploreChoice(): void {
  choice = undefined;
}
