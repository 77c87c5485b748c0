import { createTemplateCounter, restoreTemplateCounter, type TemplateCounter } from '@lapwing/engine';
import type { LogEvent, TemplateFinding, TemplateInterval } from '@lapwing/engine';
import type {
  CountedInterval,
  CountedService,
  CountedStretch,
  TemplateNote,
} from '../../stores/template-store.ts';
import type { LogLine } from '../log-lines.ts';
import type { TimeRange } from '../source.ts';
import { joinState, splitState } from './counter-state.ts';
import { idsInText } from './ids-in-text.ts';
import { TemplatePlaces } from './template-places.ts';
import { weigh } from './weigh.ts';

/** What of a message is read: a stack trace with its causes fits, a dump of a request's body need not. */
export const MESSAGE_LONGEST = 16_384;
const EXAMPLE_LONGEST = 500;
/** Of the lines that are kept to compare: beyond it stand payloads. */
const KEPT_LONGEST = 240;
const DAY_MS = 86_400_000;
const LEVEL_ORDER = ['error', 'warn', 'info', 'debug'] as const;

export interface LineCounterSettings {
  intervalMs: number;
  learnMs: number;
  /** Templates of a service with a signal of their own. */
  templates: number;
}

interface Example {
  line: string;
  traceId: string | undefined;
}

/** Counts a stream's lines by service and template, stretch after stretch, and knows what is new. */
export class LineCounter {
  readonly #counter: TemplateCounter;
  readonly #places: TemplatePlaces;
  readonly #intervalMs: number;
  #from = -Infinity;
  /** First lines of the stretch, by interval, service and template. */
  #examples = new Map<string, Example>();
  #lines: LogEvent[] = [];

  /** `state` as `finish` gave it; throws EngineError for one that cannot be read. */
  constructor(settings: LineCounterSettings, state?: Uint8Array) {
    const { intervalMs, learnMs, templates } = settings;
    this.#intervalMs = intervalMs;
    const saved = state === undefined ? undefined : splitState(state);
    this.#counter =
      saved === undefined
        ? createTemplateCounter({ intervalMs, learnMs })
        : restoreTemplateCounter(saved.counter);
    this.#places = new TemplatePlaces(templates, saved?.places);
  }

  /** A stretch begins at `from`, where the one before ended or later. */
  begin(from: number): void {
    this.#from = from;
    this.#examples = new Map();
    this.#lines = [];
  }

  /** Takes in lines, in the order of time; those from before the stretch change nothing. */
  feed(lines: Iterable<LogLine>): void {
    for (const line of lines) {
      const { timestamp, service, level, message } = line;
      if (timestamp < this.#from) continue;
      const text = message.length > MESSAGE_LONGEST ? message.slice(0, MESSAGE_LONGEST) : message;
      const found = this.#counter.feed(timestamp, service, text, level);
      const { template } = found;
      const { traceId, spanId } = { ...idsInText(text), ...line };
      const time = Math.floor(timestamp / this.#intervalMs) * this.#intervalMs;
      const key = keyOf(time, service, template.id);
      if (!this.#examples.has(key)) this.#examples.set(key, { line: excerpt(text), traceId });
      this.#lines.push({
        ...{ timeMs: timestamp, service, template: template.text.slice(0, KEPT_LONGEST) },
        mood: found.level === 'error' || found.level === 'warn' ? 'trouble' : 'ordinary',
        ...{ message: text.slice(0, KEPT_LONGEST), traceId: traceId ?? '', spanId: spanId ?? '' },
      });
    }
  }

  /** Closes the stretch up to `until`; `times` says how many lines each one read stands for. */
  finish(until: number, times: (intervalStart: number) => number): CountedStretch {
    const range: TimeRange = { from: this.#from, to: until };
    const taken = this.#counter.take(until);
    const ended = this.#places.drop(
      (service, id) => this.#counter.services.get(service)?.known.has(id) ?? false,
    );
    const intervals = taken.map((interval) => this.#counted(interval, times(interval.startMs), ended));
    const counter = joinState(this.#counter.save(), this.#places.save());
    const slotOf = (time: number): number => Math.floor(time / this.#intervalMs) * this.#intervalMs;
    const lines = this.#lines.filter(({ timeMs }) => timeMs < until && times(slotOf(timeMs)) === 1);
    return { range, intervals, ended, lines, state: { until, counter } };
  }

  #counted(
    { startMs: time, services }: TemplateInterval,
    times: number,
    ended: [string, string][],
  ): CountedInterval {
    return {
      time,
      services: services.map((found): CountedService => {
        const { service, messages, levels, templates, news } = found;
        for (const id of this.#places.count(service, time, templates)) ended.push([service, id]);
        const rare = found.rare.filter(({ pValue }) => (pValue * DAY_MS) / this.#intervalMs < 1);
        const known = this.#counter.services.get(service)?.known;
        return {
          ...{ service, lines: messages * times, errors: levels.error * times },
          ...{ news: weigh(news), rare: weigh(rare) },
          ...{ newNotes: notesOf(news), rareNotes: notesOf(rare) },
          templates: templates.map(({ templateId, template, level, count }) => {
            const told = known?.get(templateId);
            const example = this.#examples.get(keyOf(time, service, templateId));
            return {
              ...{ templateId, template, level, count: count * times },
              named: this.#places.isNamed(service, templateId),
              firstSeen: told?.firstMs ?? time,
              example: example?.line ?? excerpt(told?.example ?? template),
              traceId: example?.traceId,
            };
          }),
        };
      }),
    };
  }
}

function keyOf(time: number, service: string, templateId: string): string {
  return `${time} ${templateId} ${service}`;
}

function excerpt(text: string): string {
  return text.length <= EXAMPLE_LONGEST ? text : `${text.slice(0, EXAMPLE_LONGEST - 1)}…`;
}

/** The worst level first. */
function notesOf(findings: readonly TemplateFinding[]): TemplateNote[] {
  return [...findings]
    .sort((a, b) => LEVEL_ORDER.indexOf(a.level) - LEVEL_ORDER.indexOf(b.level))
    .map(({ templateId, template, level, example }) => ({
      templateId,
      template,
      level,
      example: excerpt(example),
    }));
}
