import type { DetectorInput, SuppressionWindow, Weekday, WindowEffect } from '@lapwing/contract';
import { type LabelRow, labelsOf, rowsOf } from './label-rows.ts';

type Window = NonNullable<NonNullable<DetectorInput['suppress']>['windows']>[number];

/** A window of suppression as a form holds it. */
export interface WindowDraft {
  type: Window['type'];
  name: string;
  effect: WindowEffect;
  by: string;
  labels: LabelRow[];
  /** Of `once`: moments with their offset. */
  from: string;
  to: string;
  days: Weekday[];
  start: string;
  end: string;
  timeZone: string;
  calendar: string;
}

export const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export function emptyWindow(type: Window['type']): WindowDraft {
  return {
    ...{ type, name: '', effect: 'maintenance', by: '20', labels: [], from: '', to: '' },
    ...{ days: [...WEEKDAYS], start: '02:00', end: '04:00', timeZone: 'UTC', calendar: '' },
  };
}

export function windowDraftOf(window: SuppressionWindow): WindowDraft {
  const common = {
    ...emptyWindow(window.type),
    ...{ name: window.name ?? '', effect: window.effect, labels: rowsOf(window.labels) },
    by: String(window.by),
  };
  switch (window.type) {
    case 'once':
      return { ...common, from: window.from, to: window.to };
    case 'weekly':
      return {
        ...common,
        ...{ days: window.days, start: window.start, end: window.end },
        timeZone: window.time_zone,
      };
    case 'calendar':
      return { ...common, calendar: window.calendar };
  }
}

export function windowOf(draft: WindowDraft): Window {
  const common = {
    ...(draft.name !== '' && { name: draft.name }),
    ...{ effect: draft.effect, by: Number(draft.by), labels: labelsOf(draft.labels) },
  };
  switch (draft.type) {
    case 'once':
      return { type: 'once', ...common, from: draft.from, to: draft.to };
    case 'weekly': {
      const { days, start, end, timeZone } = draft;
      return { type: 'weekly', ...common, days, start, end, time_zone: timeZone };
    }
    case 'calendar':
      return { type: 'calendar', ...common, calendar: draft.calendar };
  }
}
