import type { Dimension } from '@lapwing/engine';
import type { ChangeQuestion, TimeRange } from '../source.ts';
import type { Measured } from './measured-of.ts';
import { splitBy, type Aggregated } from './split-by.ts';
import { sumOf, type Row } from './vector.ts';

/** What an expression came to over a stretch, of the series of the one signal. */
export type Average = (over: 'avg' | 'sum' | 'count', query: string, range: TimeRange) => Promise<Row[]>;

/** A whole, and how it is split by a label. */
export interface Parts {
  total: { before: number; during: number };
  split: (label: string) => Promise<Dimension['slices']>;
  /** What is measured, where that is not what the expression says. */
  note?: string;
}

type Measure = (rows: readonly Row[], side: Side) => number;
type Side = 'before' | 'during';

/** The whole and its parts, as the expression is made up. Throws ServerFault. */
export async function partsOf(
  measured: Measured,
  question: ChangeQuestion,
  average: Average,
): Promise<Parts> {
  switch (measured.kind) {
    case 'each':
      return partsBy(measured.of, 'avg', sumOf, question, average);
    case 'sum': {
      const points = await onBothSides((range) => pointsOf(measured.of.expr, range, average), question);
      return partsBy(measured.of, 'sum', (rows, side) => sumOf(rows) / points[side], question, average);
    }
    case 'ratio':
      return partsOfRatio(measured.of, measured.over, question, average);
    case 'buckets':
      return partsOfBuckets(measured.of, question, average);
  }
}

/**
 * What a value brings to the change of a / b, by its own changes of both: (Δa·b − Δb·a) / (b·(b + Δb)) with the whole a and b of
 * before, which add up to the whole change (Adtributor's derived measures, section 3.5). Where b has no parts by the label, its
 * part of a over the whole b.
 */
async function partsOfRatio(
  of: Aggregated,
  { expr, parts }: Extract<Measured, { kind: 'ratio' }>['over'],
  question: ChangeQuestion,
  average: Average,
): Promise<Parts> {
  const b = await onBothSides(async (range) => sumOf(await average('sum', expr, range)), question);
  const over = await partsBy(of, 'sum', (rows, side) => quotient(sumOf(rows), b[side]), question, average);
  if (parts === undefined) return over;
  const a = over.total.before * b.before;
  const below = await partsBy(parts, 'sum', sumOf, question, average);
  const split = async (label: string): Promise<Dimension['slices']> => {
    const above = new Map((await over.split(label)).map((slice) => [slice.value, slice]));
    const under = new Map((await below.split(label)).map((slice) => [slice.value, slice]));
    if ([...under.keys()].every((value) => value === '')) return [...above.values()];
    return [...new Set([...above.keys(), ...under.keys()])].map((value) => {
      const { before = 0, during = 0 } = above.get(value) ?? {};
      const { before: was = 0, during: is = 0 } = under.get(value) ?? {};
      const moved = during * b.during - before * b.before;
      return {
        value,
        before,
        during: before + quotient(moved * b.before - (is - was) * a, b.before * b.during),
      };
    });
  };
  return { ...over, split };
}

/**
 * Of a histogram the share of all observations that lie beyond the bound that the anomaly passed, or the bucket's border next
 * below it: a label's values bring each its own.
 */
async function partsOfBuckets(of: Aggregated, question: ChangeQuestion, average: Average): Promise<Parts> {
  const { rose, beyond } = question;
  const rows = await onBothSides((range) => average('sum', of.expr, range), question);
  const borders = new Set([...rows.before, ...rows.during].map(borderOf));
  const finite = [...borders].filter((border) => Number.isFinite(border)).sort((a, b) => a - b);
  const border = finite.findLast((one) => one <= beyond) ?? finite.at(0) ?? Infinity;
  const upTo = (some: readonly Row[], bound: number): number =>
    sumOf(some.filter((row) => borderOf(row) === bound));
  const all = { before: upTo(rows.before, Infinity), during: upTo(rows.during, Infinity) };
  const measure: Measure = (some, side) => {
    const below = upTo(some, border);
    return quotient(rose ? upTo(some, Infinity) - below : below, all[side]);
  };
  const parts = await partsBy(of, 'sum', measure, question, average);
  const note = `compared is which share of all observations was ${rose ? 'above' : 'up to'} ${border}`;
  return { ...parts, note };
}

/** Upper bound of a bucket. */
function borderOf({ metric: { le = '' } }: Row): number {
  return le === '+Inf' ? Infinity : Number(le);
}

async function partsBy(
  of: Aggregated,
  averaged: 'avg' | 'sum',
  measure: Measure,
  question: ChangeQuestion,
  average: Average,
): Promise<Parts> {
  const total = await onBothSides(
    async (range, side) => measure(await average(averaged, of.expr, range), side),
    question,
  );
  const split = async (label: string): Promise<Dimension['slices']> => {
    const query = splitBy(of, label);
    const rows = await onBothSides(async (range) => {
      const found = await average(averaged, query, range);
      return Map.groupBy(found, ({ metric }) => metric[label] ?? '');
    }, question);
    return [...new Set([...rows.before.keys(), ...rows.during.keys()])].map((value) => ({
      value,
      before: measure(rows.before.get(value) ?? [], 'before'),
      during: measure(rows.during.get(value) ?? [], 'during'),
    }));
  };
  return { total, split };
}

/** A part that was there for some of a stretch counts for as much of it: sums are over the points that the whole has. */
async function pointsOf(expr: string, range: TimeRange, average: Average): Promise<number> {
  const rows = await average('count', expr, range);
  return Math.max(1, ...rows.map(({ value }) => value));
}

async function onBothSides<T>(
  ask: (range: TimeRange, side: Side) => Promise<T>,
  { before, during }: ChangeQuestion,
): Promise<Record<Side, T>> {
  return { before: await ask(before, 'before'), during: await ask(during, 'during') };
}

function quotient(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
