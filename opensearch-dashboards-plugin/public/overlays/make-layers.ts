import type { Anomaly } from '@lapwing/contract';
import { z } from 'zod';
import { PLUGIN_ID } from '../../common/ids.ts';
import type { HttpStart } from '../../types/core-public.ts';
import type { DataStart } from '../../types/dashboards.ts';
import { lapwing } from '../service/ask.ts';
import { wordsOf } from '../service/words-of.ts';
import { spanOf } from '../panels/bounds.ts';
import { remembered } from '../panels/remembered.ts';
import { RESOURCE_TYPE, resourceIdOf } from './augmentation.ts';
import { type Origin, type Resource, failedLayer, layersOf } from './layers.ts';
import type { MakeLayers } from './overlay-function.ts';

const TTL_MS = 20_000;
const MOST_KEPT = 50;
/** More marks than this are one line of triangles. */
const MOST_MARKS = 500;
/** An overlay that fails says so, and then for this long no more: the chart shows each error as a message of its own. */
const QUIET_MS = 10 * 60_000;

const SearchContext = z.object({ timeRange: z.object({ from: z.string(), to: z.string() }) });
const Labels = z.array(z.string());

/** Below the base path. */
interface Urls {
  app: string;
  anomaly(anomaly: Anomaly): string;
}

/** Layers of overlays by what the service says; one question for each detector, series and range. */
export function makeLayersFor(
  { http, data, urls }: { http: HttpStart; data: DataStart; urls: Urls },
  now: () => number = Date.now,
): MakeLayers {
  const said = new Map<string, number>();
  const anomalies = remembered<Anomaly[]>(
    async (key) => {
      const { detectorId, labels, from, to } = Asked.parse(JSON.parse(key));
      const query = { detector_id: detectorId, label: labels, limit: String(MOST_MARKS) };
      const span = { start_time: String(from), end_time: String(to) };
      return (await lapwing(http).ask('listAnomalies', { query: { ...query, ...span } })).items;
    },
    { ttlMs: TTL_MS, most: MOST_KEPT, now },
  );
  const names = remembered<Map<string, string>>(
    async () => new Map((await lapwing(http).ask('listDetectors')).items.map(({ id, name }) => [id, name])),
    { ttlMs: QUIET_MS, most: 1, now },
  );

  return async ({ detectorId, labels: written }, searched) => {
    const labels = Labels.catch([]).parse(parsed(written));
    const resource: Resource = {
      ...{ type: RESOURCE_TYPE, id: resourceIdOf({ detectorId, labels }) },
      ...{ name: detectorId, urlPath: urls.app },
    };
    const origin: Origin = { plugin: PLUGIN_ID, resource, urlOf: urls.anomaly };
    try {
      const range = SearchContext.safeParse(searched).data?.timeRange;
      const span = spanOf(data, range);
      if (span === undefined) return [];
      // A range that moves with the clock is asked for once in a while, not for each of its milliseconds.
      const step = (time: number): number => Math.floor(time / TTL_MS) * TTL_MS;
      const key = JSON.stringify({ detectorId, labels, from: step(span.from), to: step(span.to) + TTL_MS });
      const [items, known] = await Promise.all([anomalies(key), names('').catch(() => undefined)]);
      if (known !== undefined && !known.has(detectorId)) {
        // Not RESOURCE_DELETED, at which OpenSearch Dashboards deletes the overlay: another service may be asked today.
        throw new Error(
          `There is no detector ${detectorId} any more: remove its overlay in the panel’s menu, Detect anomalies.`,
        );
      }
      resource.name = known?.get(detectorId) ?? detectorId;
      said.delete(resource.id);
      return layersOf(items, span, origin);
    } catch (error) {
      const last = said.get(resource.id);
      if (last !== undefined && now() - last < QUIET_MS) return [];
      said.set(resource.id, now());
      return [failedLayer(origin, wordsOf(error))];
    }
  };
}

const Asked = z.object({ detectorId: z.string(), labels: Labels, from: z.number(), to: z.number() });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Edited by hand: an overlay of all series.
    return [];
  }
}
