import type { LogTemplate, MessageLevel } from '@lapwing/contract';
import type { LogEvent } from '@lapwing/engine';
import type { TimeRange } from '../sources/source.ts';
import type { Page, PageRequest } from './score-store.ts';

/** Where a stream of lines stands: they are counted once, in the order of time, and the counter remembers. */
export interface StreamState {
  /** Every interval before this is counted, epoch ms. */
  until: number;
  /** What the counter knows. */
  counter: Uint8Array;
}

/** A template that came in one interval of a service. */
export interface CountedTemplate {
  templateId: string;
  template: string;
  level: MessageLevel;
  /** Messages, scaled up where a sample was read. */
  count: number;
  /** Has a signal of its own; the others are counted together. */
  named: boolean;
  firstSeen: number;
  example: string;
  traceId: string | undefined;
}

/** What was new, or came again after long, in one interval of a service. */
export interface TemplateNote {
  templateId: string;
  template: string;
  level: MessageLevel;
  example: string;
}

/** One service's lines in one interval. */
export interface CountedService {
  service: string;
  lines: number;
  errors: number;
  /** New and rare templates, weighed by their level. */
  news: number;
  rare: number;
  templates: CountedTemplate[];
  newNotes: TemplateNote[];
  rareNotes: TemplateNote[];
}

export interface CountedInterval {
  /** Its start, epoch ms. */
  time: number;
  services: CountedService[];
}

/** One stretch of a stream's lines, counted. */
export interface CountedStretch {
  range: TimeRange;
  /** Those with lines, in order. */
  intervals: CountedInterval[];
  /** Templates of a service (`service`, template id) that have no signal any more: they became part of others. */
  ended: [service: string, templateId: string][];
  /** The lines themselves, where all of them were read. */
  lines: LogEvent[];
  state: StreamState;
}

/** Which signals a cell belongs to: those of a service as a whole where there is no template. */
export interface LineSeries {
  key: number;
  service: string;
  /** Undefined: the service as a whole. */
  template: { id: string; text: string; level: MessageLevel } | undefined;
  /** Stretches of time in which it was there; past their end it still counts as none for a while. */
  runs: { start: number; last: number; until: number | undefined }[];
}

export interface LineCell {
  key: number;
  time: number;
  count: number;
  errors: number;
  news: number;
  rare: number;
}

export interface TemplateFilter {
  service?: string | undefined;
  source?: string | undefined;
  text?: string | undefined;
  levels?: readonly MessageLevel[] | undefined;
  newSince?: number | undefined;
}

export interface StoredLine {
  /** Epoch ms. */
  time: number;
  service: string;
  line: string;
  traceId: string | undefined;
}

export interface ExampleLineQuery {
  templateId: string;
  service?: string | undefined;
  range: TimeRange;
  limit: number;
}

/** Templates of log lines with their counts by interval, and what is needed to go on counting. */
export interface TemplateStore {
  state(stream: string): StreamState | undefined;
  /** The parts of `range` that are not counted, in their order. */
  missing(stream: string, range: TimeRange): TimeRange[];
  /** Stores a stretch and the state after it: all or nothing, and there after a power cut. */
  append(stream: { key: string; source: string }, stretch: CountedStretch): void;
  series(stream: string, range: TimeRange): LineSeries[];
  /** By time. */
  cells(stream: string, range: TimeRange): LineCell[];
  notes(stream: string, at: { service: string; kind: 'new' | 'rare'; time: number }): TemplateNote[];
  /** Seen last first. */
  templates(filter: TemplateFilter, page: PageRequest): Page<LogTemplate>;
  /** In every service that logs it, the busiest first. */
  template(id: string): LogTemplate[];
  /** Newest first. */
  exampleLines(query: ExampleLineQuery): StoredLine[];
  /** Removes some of what is older than `beforeMs` and says how much; to be called again until that is 0. */
  expire(beforeMs: number): number;
}
