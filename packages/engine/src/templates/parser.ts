import { Bucket } from './bucket.ts';
import type { Columns } from './columns.ts';
import { messageText } from './message-text.ts';
import { packParser, unpackParser } from './parser-state.ts';
import { Scanner } from './scanner.ts';
import { shapeOf, valuesOf } from './shape.ts';
import { ShapeTable, type Shape } from './shape-table.ts';
import type { Template, TemplateMove } from './template.ts';
import { TemplateBook } from './template-book.ts';

export interface TemplateParserSettings {
  /** Kinds of message that are kept apart; beyond them the ones that are seen least are forgotten. */
  shapesMost: number;
}

/** 20,000 kinds of message take some 20 MB; a large system's programs hold a few thousand statements. */
const TEMPLATE_PARSER_DEFAULTS: TemplateParserSettings = { shapesMost: 20_000 };

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
  readonly #book = new TemplateBook();
  readonly #buckets = new Map<number, Bucket>();
  #clock = 0;

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

  /** Groups all kinds of message again by all that has been seen: what was learnt in any order is then the same. */
  settle(): void {
    for (const bucket of this.#buckets.values()) bucket.group();
    for (const shape of this.#table.values()) this.#buckets.get(shape.columns.length)?.fit(shape);
    this.#stretch();
  }

  /** Finds which templates hold which of other lengths. */
  #stretch(): void {
    const shapes = [...this.#table.values()];
    this.#book.stretches.compare([...new Set(shapes.map(({ own }) => own))], shapes.length);
    for (const shape of shapes) this.#book.belong(shape, shape.own);
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
    let shape = this.#table.find(scanner.high, scanner.low);
    if (shape === undefined) shape = this.#newShape(text);
    shape.count++;
    shape.seen = ++this.#clock;
    return shape;
  }

  #newShape(text: string): Shape {
    if (this.#table.size >= this.#settings.shapesMost) this.#sweep();
    const { columns, gaps } = shapeOf(this.#scanner, text);
    let bucket = this.#buckets.get(columns.length);
    if (bucket === undefined) {
      bucket = new Bucket(columns.length, this.#book);
      this.#buckets.set(columns.length, bucket);
    }
    const { high, low, headWords, hasSpeaker } = this.#scanner;
    const template = this.#book.of(columns, gaps, headWords);
    const shape: Shape = {
      high,
      low,
      columns,
      gaps,
      headWords,
      hasSpeaker,
      count: 0,
      seen: 0,
      compared: false,
      own: template,
      template,
    };
    this.#table.add(shape);
    bucket.add(shape);
    if (this.#book.stretches.isDue()) this.#stretch();
    else {
      this.#book.stretches.add(shape.own);
      this.#book.belong(shape, shape.own);
    }
    return shape;
  }

  /** Forgets the shapes that were seen least and longest ago. */
  #sweep(): void {
    const worth = (shape: Shape): number => Math.log2(1 + shape.count) * 1000 + shape.seen / this.#clock;
    const shapes = [...this.#table.values()].sort((a, b) => worth(b) - worth(a));
    const kept = shapes.slice(0, Math.floor(this.#settings.shapesMost * KEPT_SHARE));
    this.#table.keep(kept);
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

/** The values of a message in order, and its words that stand where the template has a value. */
function parametersOf(template: Columns, columns: Columns, values: readonly (readonly string[])[]): string[] {
  const found: string[] = [];
  let value = 0;
  let at = 0;
  let inValue = false;
  for (const word of columns) {
    // Several columns may stand at one value of the template: it goes on until its next word comes.
    if (inValue && word !== null && template[at + 1] === word) at++;
    inValue = word === null || template[at] !== word;
    if (!inValue) at++;
    else if (word === null) found.push(...(values[value++] ?? []));
    else found.push(word);
  }
  return found;
}
