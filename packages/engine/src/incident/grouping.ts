import { maximumBranching, type Arrow } from './branching.ts';
import type { Episode } from './episode.ts';
import { causalEvidence, type Surroundings } from './evidence.ts';

/** Episodes that are weighed against each other at most: the strangest ones, the rest stand alone. */
const MOST_EPISODES = 400;
/** What was one incident stays one unless the evidence is clearly against it (nats). */
const STICKINESS = 1;

/** An episode's place in its group: what it came of, and the evidence for that (nats). */
export interface Spread {
  from: Episode;
  to: Episode;
  evidence: number;
}

/** Episodes that came of one, directly or by others. */
export interface Group {
  /** Earliest first. */
  episodes: Episode[];
  /** One for each episode but the root. */
  spread: Spread[];
  /** The one that nothing in the group explains. */
  root: Episode;
}

/**
 * Explains each episode by another or by nothing, so that all explanations together are the most likely ones: the maximum
 * a-posteriori forest over the pairwise evidence. Each tree is a group. Two unrelated faults that begin at once stay
 * two, though a common caller suffers from both: it goes to the one that explains it better.
 *
 * `episodes` in order of start; `together` says which of them are one incident so far.
 */
export function groupEpisodes(
  episodes: readonly Episode[],
  around: Surroundings,
  together: (a: Episode, b: Episode) => boolean,
): Group[] {
  const weighed = strangest(episodes);
  const evidenceOf = causalEvidence(weighed, around, -STICKINESS);
  const arrows: Arrow[] = [];
  for (let to = 0; to < weighed.length; to++) {
    for (let from = 0; from < weighed.length; from++) {
      if (from === to) continue;
      const evidence = evidenceOf(from, to);
      if (evidence + STICKINESS <= 0) continue;
      const sticky = together(weighed[from], weighed[to]) ? STICKINESS : 0;
      if (evidence + sticky > 0) arrows.push({ from, to, weight: evidence + sticky });
    }
  }
  const chosen = maximumBranching(weighed.length, arrows);
  const rootOf = rootsOf(chosen, arrows);
  const groups = new Map<number, Group>();
  weighed.forEach((episode, i) => {
    const root = rootOf(i);
    const group = groups.get(root) ?? { episodes: [], spread: [], root: weighed[root] };
    groups.set(root, group);
    group.episodes.push(episode);
    if (chosen[i] === -1) return;
    const { from, weight } = arrows[chosen[i]];
    group.spread.push({ from: weighed[from], to: episode, evidence: weight });
  });
  const left = new Set(weighed);
  const alone = episodes.filter((episode) => !left.has(episode));
  return [...groups.values(), ...alone.map((root) => ({ episodes: [root], spread: [], root }))];
}

function strangest(episodes: readonly Episode[]): readonly Episode[] {
  if (episodes.length <= MOST_EPISODES) return episodes;
  const kept = new Set([...episodes].sort((a, b) => b.score - a.score).slice(0, MOST_EPISODES));
  return episodes.filter((episode) => kept.has(episode));
}

function rootsOf(chosen: Int32Array, arrows: readonly Arrow[]): (node: number) => number {
  return (node) => {
    let at = node;
    while (chosen[at] !== -1) at = arrows[chosen[at]].from;
    return at;
  };
}
