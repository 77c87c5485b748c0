import { textOf, type Picture, type Table } from './table.ts';

const [ROW, BAR, GAP] = [26, 16, 10];
const [NAME_WIDTH, BAR_WIDTH, VALUE_WIDTH] = [320, 360, 90];
const TOP = 30;
/** Room of a logarithmic chart below its smallest bar. */
const LOG_FOOT = 0.5;
const OURS = 'Lapwing';

const STYLE = `text{font:13px system-ui,sans-serif;fill:#1d2330}.title{font-weight:600}.peer{fill:#9aa5b8}.ours{fill:#2563eb}
@media (prefers-color-scheme:dark){text{fill:#dde1ea}.peer{fill:#5d6880}.ours{fill:#60a5fa}}`;

/** The table as bars, a row each, Lapwing's in its own colour; undefined where there is nothing to draw. */
export function barChart({ title, rows }: Table, { bars, scale = 'linear' }: Picture): string | undefined {
  const [nameColumn] = Object.keys(rows[0] ?? {});
  const drawn = rows.flatMap((row) => {
    const value = row[bars];
    return typeof value === 'number' && Number.isFinite(value)
      ? [{ name: String(row[nameColumn]), value }]
      : [];
  });
  if (drawn.length === 0) return undefined;
  const length = lengths(
    drawn.map(({ value }) => value),
    scale,
  );
  const width = NAME_WIDTH + GAP + BAR_WIDTH + GAP + VALUE_WIDTH;
  const height = TOP + drawn.length * ROW + GAP;
  const lines = drawn.map(({ name, value }, i) => {
    const y = TOP + i * ROW;
    const text = y + BAR - 3;
    const end = NAME_WIDTH + GAP + length(value);
    return [
      `<text x="${NAME_WIDTH}" y="${text}" text-anchor="end">${escaped(name)}</text>`,
      `<rect class="${name.startsWith(OURS) ? 'ours' : 'peer'}" x="${NAME_WIDTH + GAP}" y="${y}" width="${(end - NAME_WIDTH - GAP).toFixed(1)}" height="${BAR}" rx="2"/>`,
      `<text x="${(end + GAP / 2).toFixed(1)}" y="${text}">${textOf(value)}</text>`,
    ].join('\n');
  });
  const note = scale === 'log' ? `${bars} (logarithmic)` : bars;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}: ${escaped(bars)}</title>
<style>${STYLE}</style>
<text class="title" x="${NAME_WIDTH + GAP}" y="16">${escaped(note)}</text>
${lines.join('\n')}
</svg>
`;
}

/** Pixels of a value; a bar of nothing is still seen. */
function lengths(values: readonly number[], scale: 'linear' | 'log'): (value: number) => number {
  const most = Math.max(...values);
  if (scale === 'linear') return (value) => Math.max(1, (BAR_WIDTH * Math.max(0, value)) / (most || 1));
  const foot = Math.log10(Math.min(...values.filter((value) => value > 0), most)) - LOG_FOOT;
  return (value) =>
    value > 0 ? Math.max(1, (BAR_WIDTH * (Math.log10(value) - foot)) / (Math.log10(most) - foot)) : 1;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>]/g, (mark) => ENTITIES[mark] ?? mark);
}
