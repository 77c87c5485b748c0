import type { DetectorEntry } from '@lapwing/contract';
import { durationSeconds } from '@lapwing/contract';
import type { Matcher } from '../../datasource/matchers/matcher.ts';
import type { Overlay } from '../dashboard/overlay-query.ts';
import { coversLogs, isCounted, labelOfField } from '../logs/same-logs.ts';
import { type Variables, covers } from '../promql/covers.ts';
import { parsePromQl } from '../promql/parse.ts';
import { followsZoom } from '../promql/widen.ts';
import type { PanelQuery } from './panel-queries.ts';

/** What picks a panel's series out of a detector's: a label (PromQL) or a field (logs), and the value as written. */
export interface Picked {
  name: string;
  operator: Matcher['operator'];
  value: string;
}

/** A detector that watches what a query shows. */
export interface Watching<D = DetectorEntry> {
  detector: D;
  picked: Picked[];
}

type Watched = Pick<DetectorEntry, 'query'>;

/** What picks the query's series out of a detector's; undefined where it does not watch them. */
export function pickedFrom(detector: Watched, query: PanelQuery, variables: Variables): Picked[] | undefined {
  const { query: watched } = detector;
  if (query.kind === 'prometheus' && watched.type === 'prometheus') {
    const tree = parsePromQl(watched.expr);
    return (
      tree &&
      covers(tree, query.tree, variables)?.map(({ label, ...match }) => ({ name: label, ...only(match) }))
    );
  }
  if (query.kind === 'logs' && watched.type === 'opensearch') {
    return coversLogs(watched, query.shape, variables)?.map(({ field, value }) => ({
      ...{ name: field, operator: '=', value },
    }));
  }
  return undefined;
}

function only({ operator, value }: Pick<Picked, 'operator' | 'value'>): Pick<Picked, 'operator' | 'value'> {
  return { operator, value };
}

/** The detectors that watch what the query shows; those that watch least beside it first. */
export function watching(
  detectors: readonly DetectorEntry[],
  query: PanelQuery,
  variables: Variables,
): Watching[] {
  return detectors
    .flatMap((detector) => {
      const picked = pickedFrom(detector, query, variables);
      return picked ? [{ detector, picked }] : [];
    })
    .sort((a, b) => a.picked.length - b.picked.length || a.detector.name.localeCompare(b.detector.name));
}

/**
 * The overlay that shows just the anomalies of the query's series. `labels` are those that the detector's signals have,
 * empty where it has none yet; `panelNoBand` says why the panel itself takes no band.
 */
export function overlayOf(
  detectorId: string,
  picked: readonly Picked[],
  query: PanelQuery,
  interval: string,
  labels: readonly string[],
  panelNoBand?: string,
): { overlay: Overlay; noBand: string | undefined } {
  const noBand = panelNoBand ?? whyNoBand(query, interval);
  const matchers = picked.map(({ name, operator, value }): Matcher => {
    const label = query.kind === 'logs' ? labelOfField(name, labels) : name === '__name__' ? 'metric' : name;
    return { label, operator, value };
  });
  return {
    overlay: {
      ...{ kind: 'overlay', detectorId },
      ...(matchers.length > 0 && { matchers }),
      ...(noBand !== undefined && { band: false }),
    },
    noBand,
  };
}

/** Why the expected band would stand at another height than the panel's series. */
function whyNoBand(query: PanelQuery, interval: string): string | undefined {
  if (query.kind === 'prometheus') {
    return followsZoom(query.tree)
      ? 'The panel adds up over a time that follows its zoom, so the expected band would stand at another height: regions alone are drawn.'
      : undefined;
  }
  const { measure, bar } = query.shape;
  if (!isCounted(measure) || (bar !== undefined && seconds(bar) === seconds(interval))) return undefined;
  return bar === undefined
    ? 'The width of the panel’s bars follows its zoom, and counts with it, so the expected band would stand at another height: regions alone are drawn.'
    : `The panel counts per ${bar} and the detector per ${interval}, so the expected band would stand at another height: regions alone are drawn.`;
}

function seconds(duration: string): number {
  return /^[1-9]\d*[smhdw]$/.test(duration) ? durationSeconds(duration) : Number.NaN;
}
