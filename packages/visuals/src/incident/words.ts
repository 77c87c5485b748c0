import type { Confidence, Incident } from '@lapwing/contract';
import { formatDuration } from '../text/durations.ts';

const CONFIDENCE: Readonly<Record<Confidence, string>> = {
  likely: 'One service stands out.',
  possible: 'Several services may be where it began.',
  unknown: 'No service stands out: look at what moved first.',
};

/** How far the order of the suspects can be trusted. */
export function confidenceText(confidence: Confidence): string {
  return CONFIDENCE[confidence];
}

/** When something moved behind the beginning: `first`, `2 min later`. */
export function lagText(lagSeconds: number): string {
  return lagSeconds <= 0 ? 'first' : `${formatDuration(lagSeconds * 1000)} later`;
}

/** When it came to a part of an incident, and from where: `first`, `at once, from stock`, `2 min later, from stock`. */
export function onsetText({ lagSeconds, from }: { lagSeconds: number; from: string | undefined }): string {
  if (from === undefined) return lagText(lagSeconds);
  return `${lagSeconds <= 0 ? 'at once' : lagText(lagSeconds)}, from ${from}`;
}

/** Stretches in which an incident was going on, when it began again: when, where, and what stands out in each. Times in `format`. */
export function episodesText(
  { episodes }: Pick<Incident, 'episodes'>,
  format: (time: number) => string,
): string[] {
  if (episodes.length < 2) return [];
  return episodes.map(({ start, end, services, suspect }) => {
    const until = end === null ? 'still going on' : `until ${format(Date.parse(end))}`;
    const where = suspect === null ? `in ${services.join(', ')}` : `${suspect} stands out`;
    return `${format(Date.parse(start))}, ${until}: ${where}`;
  });
}

/**
 * Through whom trouble of a suspect reaches others: `Felt by its callers: cart → web`. Undefined where it reaches nobody.
 * It is what would follow if it began there; the way it took is told by the incident's steps.
 */
export function callersText({ path }: { path: readonly string[] }): string | undefined {
  const [, ...callers] = path;
  return callers.length === 0 ? undefined : `Felt by its callers: ${callers.join(' → ')}`;
}

/** The way that trouble took, a sentence a step: what the graph shows, for those who don't see it. */
export function spreadText({ steps }: Pick<Incident, 'steps'>): string[] {
  return steps.map(({ from, to, lag_seconds: lag }) => {
    if (from === to) return `Again in ${to}, ${formatDuration(lag * 1000)} later`;
    if (lag < 0) return `From ${from} to ${to}, where it was seen ${formatDuration(-lag * 1000)} sooner`;
    if (lag === 0) return `From ${from} to ${to}, within the same interval`;
    return `From ${from} to ${to}, ${formatDuration(lag * 1000)} later`;
  });
}
