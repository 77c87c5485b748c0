import type { MessageLevel } from './level.ts';
import type { Known, TemplateMemory } from './template-memory.ts';

/** A template that is new, rare or gone in a service. */
export interface TemplateFinding {
  readonly templateId: string;
  readonly template: string;
  readonly level: MessageLevel;
  /** How often something at least this strange comes by chance, by what the service has logged so far. */
  readonly pValue: number;
  /** A message of it. */
  readonly example: string;
}

/** A template that came in fewer than one interval in this many is rare; so is one that ten did not show. */
const RARE_RATE = 0.01;
/** A silence less likely than this is told. */
const GONE_BELOW = 1e-4;
/** A template that came in fewer intervals than this has no habit to break. */
const HABIT_INTERVALS = 10;

export const findingOf = (known: Known, pValue: number): TemplateFinding => ({
  templateId: known.templateId,
  template: known.template,
  level: known.level,
  pValue,
  example: known.example,
});

/** Share of the service's intervals in which the template came, the present one left out and one of each kind added. */
const rateOf = (known: Known, memory: TemplateMemory): number =>
  (known.intervals + 1) / (memory.intervals + 2);

/** The template as a rare one, when it is: it came before, in few intervals of many. */
export function rarity(known: Known, memory: TemplateMemory): TemplateFinding | undefined {
  const rate = rateOf(known, memory);
  return rate < RARE_RATE ? findingOf(known, rate) : undefined;
}

/** The template as a vanished one, when its silence has become unlikely at the rate at which it came. */
export function absence(known: Known, memory: TemplateMemory): TemplateFinding | undefined {
  if (known.intervals < HABIT_INTERVALS || known.silent === 0) return undefined;
  const before = Math.max(1, memory.intervals - known.silent);
  const pValue = (1 - Math.min(known.intervals, before) / (before + 1)) ** known.silent;
  return pValue < GONE_BELOW ? findingOf(known, pValue) : undefined;
}
