import { textOf, type Table } from './table.ts';

/** A table as Markdown, its columns padded as prettier pads them. */
function markdown({ rows }: Table): string {
  if (rows.length === 0) return 'Not measured: the set was absent.';
  const names = Object.keys(rows[0]);
  const cells = [names, ...rows.map((row) => names.map((name) => textOf(row[name])))];
  const widths = names.map((_, k) => Math.max(3, ...cells.map((line) => line[k].length)));
  const line = (of: readonly string[]): string =>
    `| ${of.map((cell, k) => cell.padEnd(widths[k])).join(' | ')} |`;
  const [head, ...body] = cells.map(line);
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n');
}

/**
 * The page with what stands between `<!-- NAME.N -->` and `<!-- end -->` replaced by the bench's table number N, and
 * between `<!-- NAME.machine -->` and `<!-- end -->` by the machine. A table with a picture is followed by `benchmarks/NAME-N.svg`. Throws when the page has no place for a table.
 */
export function withTables(page: string, name: string, machine: string, tables: readonly Table[]): string {
  const places: [string, string][] = [
    ['machine', machine],
    ...tables.map((table, index) => place(name, table, index)),
  ];
  return places.reduce((text, [key, content]) => {
    const begin = `<!-- ${name}.${key} -->`;
    const from = text.indexOf(begin);
    const to = text.indexOf('<!-- end -->', from);
    if (from < 0 || to < 0) throw new Error(`the page has no ${begin} … <!-- end -->`);
    return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
  }, page);
}

function place(name: string, table: Table, index: number): [string, string] {
  const bars = table.drawing?.alt ?? table.picture?.bars;
  const picture =
    bars === undefined || table.rows.length === 0 ? '' : `\n\n![${bars}](benchmarks/${name}-${index}.svg)`;
  return [String(index), `${markdown(table)}${picture}`];
}
