import { isCollection, type Node, Document, isMap, isSeq } from 'yaml';
import type { Proposal } from './init-proposal.ts';

/** A section `sources.NAME` of the file, and what was seen there. */
export interface SourceFinding {
  name: string;
  section: Record<string, unknown>;
  notes: string[];
}
export interface CheckedProposal extends Proposal {
  /** Signals that the check saw now. */
  signals: number;
  warnings: string[];
}

const HEAD = ` Lapwing's configuration, made from what was found. Change what you like: every setting is checked at the
 start, and one that is wrong is named with its line. Run: lapwing serve
 \${NAME} is filled in from the environment, so that no password stands here.`;
const OUTPUT = ` Scores and anomalies are written to lapwing-scores-* and lapwing-anomalies-* here.
 Delete this section to keep them in Lapwing's own data folder alone.`;
const NO_PROPOSALS = ' Nothing was found that suggests a detector; see docs/guide for how one is written.';

/** The commented file. `output` is the connection that scores are written to, if any. */
export function configText(
  sources: SourceFinding[],
  output: Record<string, unknown> | undefined,
  proposals: CheckedProposal[],
): string {
  const content = {
    sources: Object.fromEntries(sources.map(({ name, section }) => [name, section])),
    ...(output && { output: { opensearch: output } }),
    detectors: proposals.map(({ detector }) => detector),
  };
  // Each detector stands for itself: no anchors between them.
  const document = new Document(content, { aliasDuplicateObjects: false });
  document.commentBefore = HEAD;
  const found = document.get('sources');
  if (isMap(found)) {
    found.items.forEach(({ key }, i) => before(key as Node, sources[i].notes, i > 0));
  }
  const top = document.contents;
  if (isMap(top)) {
    for (const { key } of top.items) {
      const name = String(key);
      if (name === 'output')
        before(
          key as Node,
          OUTPUT.split('\n').map((line) => line.trim()),
          true,
        );
      else (key as Node).spaceBefore = name !== 'sources';
      if (name === 'detectors' && proposals.length === 0) before(key as Node, [NO_PROPOSALS.trim()], true);
    }
  }
  const detectors = document.get('detectors');
  if (isSeq(detectors)) {
    detectors.items.forEach((item, i) => {
      if (!isCollection(item)) return;
      const { why, signals, warnings } = proposals[i];
      const now = signals === 0 ? 'No signal of it right now.' : `Signals of it right now: ${signals}.`;
      before(item, [why, now, ...warnings.map((warning) => `Mind: ${warning}.`)], i > 0);
    });
  }
  return document.toString({ lineWidth: 0 });
}

function before(node: Node, lines: string[], space: boolean): void {
  if (lines.length > 0) node.commentBefore = lines.map((line) => ` ${line}`).join('\n');
  node.spaceBefore = space;
}

/** Proposals with ids of their own: two indices may spell alike. `taken` grows. */
export function withOwnIds(proposals: Proposal[], taken: Set<string>): Proposal[] {
  return proposals.map((proposal) => {
    const { id } = proposal.detector;
    let own = id;
    for (let n = 2; taken.has(own); n++) own = `${id.slice(0, 60)}-${n}`;
    taken.add(own);
    return { ...proposal, detector: { ...proposal.detector, id: own } };
  });
}
