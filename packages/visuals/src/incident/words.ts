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

/** The way that trouble took, a sentence a step: what the graph shows, for those who don't see it. */
export function spreadText({ steps }: Pick<Incident, 'steps'>): string[] {
  return steps.map(({ from, to, lag_seconds: lag }) =>
    lag <= 0
      ? `From ${from} to ${to}, within the same interval`
      : `From ${from} to ${to}, ${formatDuration(lag * 1000)} later`,
  );
}
