import { Bucket, isTold, type Pattern } from './bucket.ts';
import { messageText } from './message-text.ts';
import { parametersOf } from './parameters.ts';
import { packParser, unpackParser } from './parser-state.ts';
import { Scanner } from './scanner.ts';
import { shapeOf, valuesOf } from './shape.ts';
import { keyOf, type HeadOf } from './columns.ts';
import { hashText, mix } from './hash.ts';
import { RecentShapes } from './recent-shapes.ts';
import { keptOf, seenMost } from './seen-most.ts';
import { ShapeTable, type Shape } from './shape-table.ts';
import type { Template, TemplateMove } from './template.ts';
import { TemplateBook } from './template-book.ts';

export interface TemplateParserSettings {
  /** Kinds of message that are kept apart; beyond them the ones that are seen least are forgotten. */
  shapesMost: number;
  /** Whether templates are asked for while messages come; false where `settle()` is called before the first is. */
  isLive: boolean;
}

/** 20,000 kinds of message take some 20 MB; a large system's programs hold a few thousand statements. */
const TEMPLATE_PARSER_DEFAULTS: TemplateParserSettings = { shapesMost: 20_000, isLive: true };

/** Templates whose values are tried on those of others: while messages come, which must not wait, and at the end. */
const STRETCHED_LIVE = 2048;
const STRETCHED_AT_END = 16_384;

/** What is kept when the table is full: room for as many new kinds again before the next sweep. */
const KEPT_SHARE = 0.5;

export interface ParsedMessage {
  readonly templateId: string;
  readonly template: string;
  /** What stands in the message at the template's `<*>`, in order; values beside each other one by one. */
  readonly parameters: readonly string[];
}

/** Turns log messages into templates, one after another, learning as they come. */
export class TemplateParser {
  readonly #settings: TemplateParserSettings;
  readonly #scanner = new Scanner();
  readonly #table = new ShapeTable();
  readonly #recent = new RecentShapes();
  readonly #book = new TemplateBook();
  readonly #buckets = new Map<number, Bucket>();
  #clock = 0;
  #serial = 0;
  #forgotten = 0;

  constructor(settings: Partial<TemplateParserSettings> = {}) {
    this.#settings = { ...TEMPLATE_PARSER_DEFAULTS, ...settings };
  }

  /** The message's shape; its `template` is what it belongs to by now and goes on changing as others come. */
  learn(message: string): Shape {
    return this.#learn(messageText(message));
  }

  /** The message's template, by what is known so far. */
  templateOf(message: string): Template {
    return this.learn(message).template;
  }

  /** The message's template and the values that it holds. */
  parse(message: string): ParsedMessage {
    const text = messageText(message);
    const { template, columns } = this.#learn(text);
    const parameters = parametersOf(template.columns, columns, valuesOf(this.#scanner, text));
    return { templateId: template.id, template: template.text, parameters };
  }

  /** Kinds of message that were forgotten because there were too many. */
  get forgotten(): number {
    return this.#forgotten;
  }

  /** The template of a message by what is known, and nothing learnt from it: not even that there was one more. */
  lookUp(message: string): Template {
    const text = messageText(message);
    const scanner = this.#scanner;
    scanner.scan(text);
    const known = this.#table.find(scanner.high, scanner.low);
    if (known !== undefined) return known.template;
    const { columns, gaps } = shapeOf(scanner, text);
    const pattern = this.#buckets.get(columns.length)?.patternOf(columns);
    const own = pattern?.template ?? this.#book.look(columns, gaps, scanner.headWords);
    return this.#book.stretches.lookUp(own);
  }

  /** Groups all kinds of message again by all that has been seen: what was learnt in any order is then the same. */
  settle(): void {
    this.#recent.clear();
    for (const bucket of this.#buckets.values()) bucket.group();
    for (const shape of this.#table.values()) this.#buckets.get(shape.columns.length)?.fit(shape);
    this.#stretch(STRETCHED_AT_END);
  }

  /** Finds which templates hold which of other lengths; of more than `most` those seen most. */
  #stretch(most: number): void {
    const counts = new Map<Template, number>();
    for (const { own, count } of this.#table.values()) counts.set(own, (counts.get(own) ?? 0) + count);
    this.#book.stretches.compare(seenMost(counts, most), this.#table.size);
    for (const shape of this.#table.values()) this.#book.belong(shape, shape.own);
  }

  /** Which templates have become part of more general ones since the last call. */
  takeMoves(): TemplateMove[] {
    return this.#book.takeMoves();
  }

  /** A shape's template by now, also when the shape itself has been forgotten since. */
  templateFor(shape: Shape): Template {
    this.#buckets.get(shape.columns.length)?.fit(shape);
    return shape.template;
  }

  /** The kinds of message that it keeps. */
  shapes(): Iterable<Shape> {
    return this.#table.values();
  }

  /** The templates of the messages seen, with how many. */
  templates(): { template: Template; count: number }[] {
    const counts = new Map<Template, number>();
    for (const shape of this.#table.values()) {
      counts.set(shape.template, (counts.get(shape.template) ?? 0) + shape.count);
    }
    return [...counts].map(([template, count]) => ({ template, count }));
  }

  /** Everything it knows, as bytes with a version. */
  save(): Uint8Array {
    const shapes = [...this.#table.values()];
    const buckets = [...this.#buckets.values()];
    const templates = [
      ...new Set([
        ...shapes.flatMap(({ own, template }) => [own, template]),
        ...buckets.flatMap((b) => b.templates()),
        ...this.#book.stretches.templates(),
      ]),
    ];
    const shapeAt = new Map(shapes.map((shape, k) => [shape, k]));
    const templateAt = new Map(templates.map((template, k) => [template, k]));
    return packParser({
      clock: this.#clock,
      shapesMost: this.#settings.shapesMost,
      templates: templates.map(({ columns, text, headWords }) => ({ columns, text, headWords })),
      shapes: shapes.map(
        ({ high, low, columns, gaps, headWords, hasSpeaker, count, seen, own, template }) => ({
          ...{ high, low, columns, gaps, headWords, hasSpeaker, count, seen },
          own: templateAt.get(own) ?? -1,
          template: templateAt.get(template) ?? -1,
        }),
      ),
      buckets: buckets.map((bucket) => bucket.save(shapeAt, templateAt)),
      stretches: this.#book.stretches.save(templateAt),
    });
  }

  /** A parser as it was saved; throws EngineError UNSUPPORTED_VERSION or BAD_STATE. */
  static restore(bytes: Uint8Array): TemplateParser {
    const state = unpackParser(bytes);
    const parser = new TemplateParser({ shapesMost: state.shapesMost });
    parser.#clock = state.clock;
    const templates = state.templates.map((saved) => parser.#book.restore(saved));
    const shapes = state.shapes.map((saved) => ({
      ...saved,
      serial: parser.#serial++,
      compared: false,
      own: templates[saved.own],
      template: templates[saved.template],
    }));
    for (const shape of shapes) parser.#table.add(shape);
    for (const saved of state.buckets) {
      const bucket = new Bucket(saved.length, parser.#book);
      bucket.restore(saved, shapes, templates);
      parser.#buckets.set(saved.length, bucket);
    }
    parser.#book.stretches.restore(state.stretches, templates);
    return parser;
  }

  #learn(text: string): Shape {
    const scanner = this.#scanner;
    scanner.scan(text);
    const shape =
      this.#table.find(scanner.high, scanner.low) ??
      this.#recent.find(scanner.high, scanner.low) ??
      this.#newShape(text);
    shape.count++;
    shape.seen = ++this.#clock;
    return shape;
  }

  /** The shape of a message that was never seen before, or that of its pattern where more of its shapes tell nothing. */
  #newShape(text: string): Shape {
    const { columns, gaps } = shapeOf(this.#scanner, text);
    const { high, low, headWords, hasSpeaker } = this.#scanner;
    const bucket = this.#bucket(columns.length);
    const pattern = bucket.patternOf(columns);
    if (pattern !== undefined && isTold(pattern)) {
      const shape = this.#shapeOf(pattern, { headWords, hasSpeaker });
      this.#recent.add(high, low, shape);
      return shape;
    }
    const own = pattern?.template ?? this.#book.of(columns, gaps, headWords);
    const shape = this.#place({ high, low, columns, gaps, headWords, hasSpeaker, own });
    if (bucket.add(shape, pattern)) this.#recent.clear();
    if (!this.#settings.isLive) return shape;
    if (this.#book.stretches.isDue()) this.#stretch(STRETCHED_LIVE);
    else {
      this.#book.stretches.add(shape.own);
      this.#book.belong(shape, shape.own);
    }
    return shape;
  }

  /** The shape that all messages of a pattern share that have none of their own. */
  #shapeOf({ columns, template }: Pattern, head: HeadOf): Shape {
    const key = `${keyOf(columns)}\u0003`;
    const high = hashText(key);
    const low = mix(high, key.length);
    return (
      this.#table.find(high, low) ?? this.#place({ high, low, columns, gaps: [], ...head, own: template })
    );
  }

  #place(shape: Omit<Shape, 'serial' | 'count' | 'seen' | 'compared' | 'template'>): Shape {
    if (this.#table.size >= this.#settings.shapesMost) this.#sweep();
    const template = this.#book.stretches.of(shape.own);
    const placed = { ...shape, serial: this.#serial++, count: 0, seen: 0, compared: false, template };
    this.#table.add(placed);
    return placed;
  }

  #bucket(length: number): Bucket {
    let bucket = this.#buckets.get(length);
    if (bucket === undefined) this.#buckets.set(length, (bucket = new Bucket(length, this.#book)));
    return bucket;
  }

  /** Forgets the shapes that were seen least and longest ago. */
  #sweep(): void {
    const kept = keptOf(this.#table, Math.floor(this.#settings.shapesMost * KEPT_SHARE), this.#clock);
    this.#forgotten += this.#table.size - kept.length;
    this.#table.keep(kept);
    this.#recent.clear();
    const byLength = new Map<number, Set<Shape>>();
    for (const shape of kept) {
      const set = byLength.get(shape.columns.length) ?? new Set();
      byLength.set(shape.columns.length, set.add(shape));
    }
    for (const [length, bucket] of this.#buckets) {
      const set = byLength.get(length);
      if (set === undefined) this.#buckets.delete(length);
      else bucket.keep(set);
    }
    const used = new Set(kept.map((shape) => shape.own));
    for (const bucket of this.#buckets.values())
      for (const template of bucket.templates()) used.add(template);
    this.#book.keep(used);
  }
}

/** A parser as it was saved; throws EngineError UNSUPPORTED_VERSION or BAD_STATE. */
export const restoreTemplateParser = (bytes: Uint8Array): TemplateParser => TemplateParser.restore(bytes);

/** A parser that has seen nothing. */
export function createTemplateParser(settings: Partial<TemplateParserSettings> = {}): TemplateParser {
  return new TemplateParser(settings);
}
