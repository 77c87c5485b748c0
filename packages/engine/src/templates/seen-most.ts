import type { Shape, ShapeTable } from './shape-table.ts';
import type { Template } from './template.ts';

/** Of some templates the `most` that most messages are of, by powers of two, so that a few more change nothing. */
export function seenMost(counts: ReadonlyMap<Template, number>, most: number): Template[] {
  if (counts.size <= most) return [...counts.keys()];
  const worths = Array.from(counts, ([template, count]) => ({
    template,
    worth: Math.floor(Math.log2(count || 1)),
  }));
  worths.sort((a, b) => b.worth - a.worth || (a.template.id < b.template.id ? -1 : 1));
  return worths.slice(0, most).map(({ template }) => template);
}

/** The shapes of a table to keep, about `most`: those that were seen most, of these the last; `clock` is the parser's. */
export function keptOf(table: ShapeTable, most: number, clock: number): Shape[] {
  const worth = (shape: Shape): number => Math.log2(1 + shape.count) * 1000 + shape.seen / clock;
  const worths = Float64Array.from(table.values(), worth).sort();
  const least = worths[Math.max(0, worths.length - most)];
  return [...table.values()].filter((shape) => worth(shape) >= least);
}
