import { Bucket } from './bucket.ts';
import { messageText } from './message-text.ts';
import { Scanner } from './scanner.ts';
import { shapeOf } from './shape.ts';
import { ShapeTable, type Shape } from './shape-table.ts';
import type { Template } from './template.ts';

export interface TemplateParserSettings {
  /** Kinds of message that are kept apart; beyond them the ones that are seen least are forgotten. */
  shapesMost: number;
}

/** 20,000 kinds of message take some 20 MB; a large system's programs hold a few thousand statements. */
export const TEMPLATE_PARSER_DEFAULTS: TemplateParserSettings = { shapesMost: 20_000 };

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
    const { template } = this.#learn(text);
    const { columns, values } = shapeOf(this.#scanner, text);
    const known = new Map<number, string[]>();
    for (const value of values) known.set(value.column, [...(known.get(value.column) ?? []), value.text]);
    const parameters = template.columns.flatMap((word, k) =>
      word !== null ? [] : (known.get(k) ?? (columns[k] === null ? [] : [columns[k]])),
    );
    return { templateId: template.id, template: template.text, parameters };
  }

  /** Groups all kinds of message again by all that has been seen: what was learnt in any order is then the same. */
  settle(): void {
    for (const bucket of this.#buckets.values()) bucket.group(true);
  }

  /** The templates of the messages seen, with how many. */
  templates(): { template: Template; count: number }[] {
    const counts = new Map<Template, number>();
    for (const shape of this.#table.values()) {
      counts.set(shape.template, (counts.get(shape.template) ?? 0) + shape.count);
    }
    return [...counts].map(([template, count]) => ({ template, count }));
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
    if (bucket === undefined) this.#buckets.set(columns.length, (bucket = new Bucket(columns.length)));
    const { high, low } = this.#scanner;
    const template = bucket.place(columns, gaps);
    const shape: Shape = { high, low, columns, gaps, count: 0, seen: 0, template };
    this.#table.add(shape);
    bucket.add(shape);
    bucket.group(false);
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
  }
}

/** A parser that has seen nothing. */
export function createTemplateParser(settings: Partial<TemplateParserSettings> = {}): TemplateParser {
  return new TemplateParser(settings);
}
