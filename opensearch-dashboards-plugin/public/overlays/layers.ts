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

/**
 * One layer a severity that occurs, worst first, as the chart counts the events of each by its name. An anomaly is marked
 * at its peak; one whose peak lies outside of the span, where it comes into it or goes out.
 */
export function layersOf(
  anomalies: readonly Anomaly[],
  span: Span,
  origin: { plugin: string; resource: Resource },
): VisLayer[] {
  return [...SEVERITIES].reverse().flatMap((severity) => {
    const events = anomalies
      .filter((anomaly) => anomaly.severity === severity)
      .map(({ peak }) => ({
        timestamp: Math.min(span.to, Math.max(span.from, Date.parse(peak))),
        metadata: { pluginResourceId: origin.resource.id },
      }))
      .sort((a, b) => a.timestamp - b.timestamp);
    return events.length === 0 ? [] : [{ ...layer(origin, `${severityName(severity)} anomalies`), events }];
  });
}

/** A layer without an event, which says why there is none. */
export function failedLayer(origin: { plugin: string; resource: Resource }, message: string): VisLayer {
  return { ...layer(origin, 'Anomalies'), error: { type: 'FETCH_FAILURE', message } };
}

function layer({ plugin, resource }: { plugin: string; resource: Resource }, name: string): VisLayer {
  return {
    ...{ type: POINT_IN_TIME, originPlugin: plugin, pluginResource: resource },
    ...{ pluginEventType: name, events: [] },
  };
}
