import type { DetectorCheck } from '@lapwing/contract';
import { type DetectorDraft, type FieldErrors, detectorOf, fieldErrors } from '@lapwing/visuals';
import { useMemo, useState } from 'react';
import { call } from '../service.ts';
import { type Action, useAction } from '../use-action.ts';
import { faultsOf } from './faults-of.ts';

export interface Checking {
  /** Of the last check or saving, by field. */
  errors: FieldErrors;
  action: Action;
  /** What the detector would see; undefined until it was asked, and once the form has changed. */
  seen: DetectorCheck | undefined;
  check: () => Promise<void>;
  /** Runs a saving whose faults are shown at the fields. */
  save: (work: () => Promise<unknown>) => Promise<boolean>;
  /** The form changed: what was seen no longer holds. */
  forget: () => void;
}

/** Asks the service what it thinks of a form: faults at their fields, and what the detector would see. */
export function useCheck(draft: DetectorDraft): Checking {
  const action = useAction();
  const [seen, setSeen] = useState<DetectorCheck>();
  const errors = useMemo(
    () =>
      fieldErrors([
        ...faultsOf(action.error),
        ...(seen?.errors ?? []).map(({ path, message, hint }) => ({
          where: path,
          message: hint ? `${message}. ${hint}` : message,
        })),
      ]),
    [action.error, seen],
  );
  return {
    errors,
    action,
    seen,
    check: async () => {
      setSeen(undefined);
      await action.run(async () => setSeen(await call('validateDetector', { body: detectorOf(draft) })));
    },
    save: (work) => {
      setSeen(undefined);
      return action.run(work);
    },
    forget: () => setSeen(undefined),
  };
}
