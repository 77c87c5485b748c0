const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const NOT_FINITE = /^(?:[+-]?(?:nan|inf|infinity)|null|none|n\/?a)$/i;

/**
 * The reading in a cell: a number, NaN for a missing one (an empty cell, and what no model can take: `NaN`, `Inf`, `null`, `None`, `NA`),
 * undefined when the text is neither.
 */
export function parseReading(text: string): number | undefined {
  if (text === '') return NaN;
  if (NUMBER.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : NaN;
  }
  return NOT_FINITE.test(text) ? NaN : undefined;
}
