import { z } from 'zod';
import type { WrittenSeries } from './remote-write.ts';

const Found = z.array(z.record(z.string(), z.string()));

/**
 * Those of some written series that a Prometheus does not know. It takes old samples into its newest block, and when that is
 * cut at the very moment (it looks once a minute) a series that has none yet is thrown away, with what is just being written.
 */
export async function seriesNotThere(
  series: readonly WrittenSeries[],
  api: (pathAndQuery: string) => Promise<unknown>,
): Promise<WrittenSeries[]> {
  const byName = Map.groupBy(
    series.filter(({ samples }) => samples.length > 0),
    ({ labels }) => labels['__name__'],
  );
  const lost: WrittenSeries[] = [];
  for (const [name, written] of byName) {
    const ends = written.flatMap(({ samples }) => [samples[0][0], samples[samples.length - 1][0]]);
    const query = new URLSearchParams({
      'match[]': `{__name__=${JSON.stringify(name)}}`,
      // Samples may come in any order; a day more on each side does no harm.
      start: String(Math.min(...ends) / 1000 - 86_400),
      end: String(Math.max(...ends) / 1000 + 86_400),
    });
    const there = new Set(Found.parse(await api(`/api/v1/series?${query}`)).map(nameOf));
    lost.push(...written.filter(({ labels }) => !there.has(nameOf(labels))));
  }
  return lost;
}

/** Prometheus holds an empty label for none. */
function nameOf(labels: Record<string, string>): string {
  return JSON.stringify(
    Object.entries(labels)
      .filter(([, value]) => value !== '')
      .sort(),
  );
}
