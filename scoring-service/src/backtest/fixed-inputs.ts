import type { StandingFeedback } from '../verdict/feedback-shift.ts';
import type { VerdictInputs } from '../verdict/inputs.ts';
import { intervalMs } from '../pipeline/engine-settings.ts';
import type { BacktestPlan } from './plan.ts';

/** An event of a calendar, as the intervals meet it: those from `from` on and before `to` (epoch ms). */
interface EventStretch {
  from: number;
  to: number;
  event: string;
}

/** What verdicts take from outside the readings, as plain values: it crosses threads. */
export interface FixedInputs {
  feedback: readonly StandingFeedback[];
  /** By the calendar's name, in order of time. */
  calendars: ReadonlyMap<string, readonly EventStretch[]>;
}

export const NO_FIXED_INPUTS: FixedInputs = { feedback: [], calendars: new Map() };

/** The inputs as they hold for the intervals of a plan. */
export function fixInputs({ detector, begin, until }: BacktestPlan, inputs: VerdictInputs): FixedInputs {
  const step = intervalMs(detector);
  const names = detector.suppress.windows.flatMap((window) =>
    window.type === 'calendar' ? [window.calendar] : [],
  );
  const stretches = (name: string): EventStretch[] => {
    const found: EventStretch[] = [];
    for (let time = begin; time < until; time += step) {
      const event = inputs.calendars.eventAt(name, time);
      if (event === undefined) continue;
      const last = found.at(-1);
      if (last !== undefined && last.to === time && last.event === event) last.to = time + step;
      else found.push({ from: time, to: time + step, event });
    }
    return found;
  };
  return {
    feedback: [...inputs.feedback(detector.id)],
    calendars: new Map(names.map((name) => [name, stretches(name)])),
  };
}

/** The inputs back from what `fixInputs` gave. */
export function thawInputs({ feedback, calendars }: FixedInputs): VerdictInputs {
  return {
    feedback: () => feedback,
    calendars: {
      eventAt(name, timeMs) {
        const stretch = calendars.get(name)?.findLast(({ from }) => from <= timeMs);
        return stretch !== undefined && timeMs < stretch.to ? stretch.event : undefined;
      },
    },
  };
}
