import { EngineError } from '../errors.ts';
import { packSections, unpackSections } from '../sections.ts';
import { ShapeLevels } from './shape-level.ts';
import type { MessageLevel } from './level.ts';
import { jsonBytes, jsonOf } from './parser-state.ts';
import { TemplateParser, type TemplateParserSettings } from './parser.ts';
import { OpenIntervals, type OpenState, type TemplateCount } from './open-intervals.ts';
import { absence, findingOf, rarity, type TemplateFinding } from './template-findings.ts';
import { TemplateMemory, type MemoryState } from './template-memory.ts';
import type { Template } from './template.ts';

/** Raise when what is saved changes. */
const VERSION = 1;
const WHAT = 'template counts';

interface CounterState {
  intervalMs: number;
  learnMs: number;
  servicesMost: number;
  services: ({ service: string } & MemoryState)[];
  open: OpenState;
}

function isCounterState(value: unknown): value is CounterState {
  if (typeof value !== 'object' || value === null) return false;
  const { intervalMs, services, open } = value as Partial<CounterState>;
  return (
    typeof intervalMs === 'number' &&
    Array.isArray(services) &&
    services.every(({ service, known }) => typeof service === 'string' && Array.isArray(known)) &&
    typeof open === 'object' &&
    Array.isArray(open.open)
  );
}

export interface TemplateCounterSettings {
  intervalMs: number;
  /** A service's templates are learnt for so long before one is told to be new. */
  learnMs: number;
  /** Services that are remembered; messages of more are counted together, as OTHER_SERVICES. */
  servicesMost: number;
  parser: Partial<TemplateParserSettings>;
}

/** A minute, as most detectors have it; an hour shows what runs every few minutes, without which all of it is new. */
const TEMPLATE_COUNTER_DEFAULTS: TemplateCounterSettings = {
  intervalMs: 60_000,
  learnMs: 3_600_000,
  servicesMost: 2000,
  parser: {},
};

/** Name that services beyond the bound are counted under. */
export const OTHER_SERVICES = '(other)';

/** One service's messages in one interval. */
export interface ServiceInterval {
  readonly service: string;
  readonly messages: number;
  readonly levels: Readonly<Record<MessageLevel, number>>;
  readonly templates: readonly TemplateCount[];
  readonly news: readonly TemplateFinding[];
  readonly rare: readonly TemplateFinding[];
  readonly vanished: readonly TemplateFinding[];
}

export interface TemplateInterval {
  readonly startMs: number;
  readonly services: readonly ServiceInterval[];
}

/** What a message was counted as. */
export interface CountedMessage {
  readonly template: Template;
  readonly level: MessageLevel;
  /** Never seen before in this service. */
  readonly isNew: boolean;
  /** Its interval had been taken already: it was learnt but not counted. */
  readonly isLate: boolean;
}

/** Counts messages by service and template in intervals, and says which templates are new, rare or gone. */
export class TemplateCounter {
  readonly settings: TemplateCounterSettings;
  readonly parser: TemplateParser;
  readonly services = new Map<string, TemplateMemory>();
  readonly #levels = new ShapeLevels();
  readonly #open: OpenIntervals;

  constructor(settings: Partial<TemplateCounterSettings> = {}, parser?: TemplateParser) {
    this.settings = { ...TEMPLATE_COUNTER_DEFAULTS, ...settings };
    this.parser = parser ?? new TemplateParser(this.settings.parser);
    this.#open = new OpenIntervals(this.settings.intervalMs);
  }

  /** Takes in one message; `level` as it was given beside it, in any spelling. */
  feed(timeMs: number, service: string, message: string, level?: string): CountedMessage {
    if (!Number.isFinite(timeMs)) throw new EngineError('BAD_TIME', `a message at ${timeMs} has no time`);
    const shape = this.parser.learn(message);
    this.#follow();
    const { template } = shape;
    const found = this.#levels.of(shape, message, level);
    const startMs = Math.floor(timeMs / this.settings.intervalMs) * this.settings.intervalMs;
    const [name, memory] = this.#memoryOf(service, startMs);
    const isNew = memory.add(template, found, message, startMs);
    const isTold = isNew && startMs - memory.sinceMs >= this.settings.learnMs;
    const isLate = !this.#open.add(startMs, name, template, found, isTold ? memory.chanceOfNew() : undefined);
    return { template, level: found, isNew, isLate };
  }

  /** Closes the intervals that end at `untilMs` or before, in order, those without a message left out. */
  take(untilMs: number): TemplateInterval[] {
    return this.#open.take(untilMs).map(({ startMs, services }) => ({
      startMs,
      services: [...services].map(([service, counted]) => {
        const memory = this.services.get(service) ?? new TemplateMemory(startMs);
        const counts = [...counted.counts.values()];
        const rare: TemplateFinding[] = [];
        const news: TemplateFinding[] = [];
        for (const { templateId, newChance } of counts) {
          const known = memory.known.get(templateId);
          if (known === undefined) continue;
          const rareness = newChance === undefined ? rarity(known, memory) : undefined;
          if (newChance !== undefined) news.push(findingOf(known, newChance));
          if (rareness !== undefined && known.firstMs < startMs) rare.push(rareness);
        }
        const vanished = silences(memory, counted.counts);
        const { messages, levels } = counted;
        return { service, messages, levels, templates: counts, news, rare, vanished };
      }),
    }));
  }

  /** Everything it knows, as bytes with a version. */
  save(): Uint8Array {
    const { intervalMs, learnMs, servicesMost } = this.settings;
    const services = [...this.services].map(([service, memory]) => ({ service, ...memory.save() }));
    const state = { intervalMs, learnMs, servicesMost, services, open: this.#open.save() };
    return packSections(VERSION, [this.parser.save(), jsonBytes(state)]);
  }

  /** A counter as it was saved; throws EngineError UNSUPPORTED_VERSION or BAD_STATE. */
  static restore(bytes: Uint8Array): TemplateCounter {
    const [parser, json] = unpackSections(bytes, VERSION, WHAT);
    const { services, open, ...settings } = jsonOf(json, WHAT, isCounterState);
    const counter = new TemplateCounter(settings, TemplateParser.restore(parser));
    for (const saved of services) counter.services.set(saved.service, TemplateMemory.restore(saved));
    counter.#open.restore(open);
    return counter;
  }

  #memoryOf(service: string, startMs: number): [string, TemplateMemory] {
    let memory = this.services.get(service);
    if (memory !== undefined) return [service, memory];
    const name = this.services.size < this.settings.servicesMost ? service : OTHER_SERVICES;
    memory = this.services.get(name);
    if (memory === undefined) this.services.set(name, (memory = new TemplateMemory(startMs)));
    return [name, memory];
  }

  /** Templates that have become part of more general ones take what is known of them along. */
  #follow(): void {
    for (const { from, into } of this.parser.takeMoves()) {
      for (const memory of this.services.values()) memory.move(from, into);
      this.#open.move(from, into);
    }
  }
}

/** Counts one more interval of the service, and gives the templates whose silence in it has become unlikely. */
function silences(memory: TemplateMemory, counts: ReadonlyMap<string, TemplateCount>): TemplateFinding[] {
  memory.intervals++;
  const gone: TemplateFinding[] = [];
  for (const known of memory.known.values()) {
    if (counts.has(known.templateId)) continue;
    known.silent++;
    const finding = known.closed ? undefined : absence(known, memory);
    if (finding === undefined) continue;
    known.closed = true;
    gone.push(finding);
  }
  return gone;
}

/** A counter as it was saved; throws EngineError UNSUPPORTED_VERSION or BAD_STATE. */
export const restoreTemplateCounter = (bytes: Uint8Array): TemplateCounter => TemplateCounter.restore(bytes);

/** A counter that has seen nothing. */
export function createTemplateCounter(settings: Partial<TemplateCounterSettings> = {}): TemplateCounter {
  return new TemplateCounter(settings);
}
