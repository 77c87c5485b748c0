import type { Anomaly } from '@lapwing/contract';
import { SEVERITIES, severityName } from '@lapwing/visuals';
import type { Span } from '../panels/bounds.ts';

/** The names below are those of `vis_augmenter`, from OpenSearch Dashboards 2.9. */

export const POINT_IN_TIME = 'PointInTimeEvents';

/** What an overlay is an overlay of; `urlPath` leads to it, below the base path. */
export interface Resource {
  type: string;
  id: string;
  name: string;
  urlPath: string;
}

export interface VisLayer {
  type: typeof POINT_IN_TIME;
  originPlugin: string;
  pluginResource: Resource;
  /** What the events of a layer are called; layers of one name are counted together. */
  pluginEventType: string;
  events: { timestamp: number; metadata: { pluginResourceId: string } }[];
  error?: { type: 'FETCH_FAILURE'; message: string };
}

/** Where layers come from. */
export interface Origin {
  plugin: string;
  resource: Resource;
  /** Where an anomaly is shown, below the base path. */
  urlOf(anomaly: Anomaly): string;
}

/**
 * One layer a severity that occurs, worst first, as the chart counts the events of each by its name. An anomaly is marked
 * at its peak; one whose peak lies outside of the span, where it comes into it or goes out. A layer leads to its worst.
 */
export function layersOf(anomalies: readonly Anomaly[], span: Span, origin: Origin): VisLayer[] {
  return [...SEVERITIES].reverse().flatMap((severity) => {
    const marked = anomalies.filter((anomaly) => anomaly.severity === severity);
    const events = marked
      .map(({ peak }) => ({
        timestamp: Math.min(span.to, Math.max(span.from, Date.parse(peak))),
        metadata: { pluginResourceId: origin.resource.id },
      }))
      .sort((a, b) => a.timestamp - b.timestamp);
    const [first, ...others] = marked;
    if (first === undefined) return [];
    const worst = others.reduce((most, one) => (one.score > most.score ? one : most), first);
    const resource = { ...origin.resource, urlPath: origin.urlOf(worst) };
    return [{ ...layer({ ...origin, resource }, `${severityName(severity)} anomalies`), events }];
  });
}

/** A layer without an event, which says why there is none. */
export function failedLayer(origin: Origin, message: string): VisLayer {
  return { ...layer(origin, 'Anomalies'), error: { type: 'FETCH_FAILURE', message } };
}

function layer({ plugin, resource }: Origin, name: string): VisLayer {
  return {
    ...{ type: POINT_IN_TIME, originPlugin: plugin, pluginResource: resource },
    ...{ pluginEventType: name, events: [] },
  };
}
