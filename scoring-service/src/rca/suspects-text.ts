import type { RcaResult } from '@lapwing/engine';

/** Suspects that are shown with their evidence; the others follow by name. */
const SHOWN = 5;

const VERDICT: Readonly<Record<RcaResult['confidence'], string>> = {
  likely: 'One service stands out.',
  possible: 'Several could be it: look at the first few.',
  unknown: 'Nothing stands out from the ordinary: it is not known where this began.',
};

/** The ranking as a person reads it in a terminal. */
export function suspectsText({ atMs, confidence, suspects }: RcaResult, notes: readonly string[]): string {
  const lines = [
    `Suspects for ${new Date(atMs).toISOString()}. ${VERDICT[confidence]}`,
    ...notes.map((note) => `(${note})`),
    '',
  ];
  const width = Math.max(0, ...suspects.slice(0, SHOWN).map(({ service }) => service.length));
  suspects.slice(0, SHOWN).forEach(({ service, score, words, path }, index) => {
    lines.push(`${String(index + 1).padStart(2)}  ${service.padEnd(width)}  ${score.toFixed(2)}`);
    for (const sentence of words.split('\n')) lines.push(`      ${sentence}`);
    if (path.length > 1) lines.push(`      spread: ${path.join(' → ')}`);
  });
  const others = suspects.slice(SHOWN).map(({ service }) => service);
  if (others.length > 0) lines.push('', `then ${others.join(', ')}`);
  return lines.join('\n');
}
