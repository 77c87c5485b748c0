import type { SourceInfo } from '@lapwing/contract';
import { type Draft, draftOf } from '../queries/draft.ts';
import type { PanelQuery } from '../queries/panel-queries.ts';
import type { OpenPanel } from './load-panel.ts';

/** The service's sources that answer such a query. */
export function serving(sources: readonly SourceInfo[], { kind }: PanelQuery): SourceInfo[] {
  return sources.filter(({ serves }) => serves.includes(kind === 'logs' ? 'opensearch' : 'prometheus'));
}

/** A detector of the query, on the source that is called like the panel's data source, or the first that can answer. */
export function firstDraft(open: OpenPanel, query: PanelQuery, title: string): Draft | undefined {
  const able = serving(open.service.sources, query);
  const alike = able.find(({ name }) => name.toLowerCase() === query.source.name.toLowerCase());
  const source = alike ?? able[0];
  const taken = open.service.detectors.map(({ id }) => id);
  return source && draftOf({ query, title, source: source.name, taken, variables: open.variables });
}
