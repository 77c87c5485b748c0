import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { BudgetStep } from '@lapwing/visuals';
import React, { useId, useState } from 'react';
import { ChangeButton } from '../access/ChangeButton.tsx';
import { useAction } from '../use-action.ts';

interface Props {
  /** Smallest budget first. */
  steps: readonly BudgetStep[];
  onUse?: (falseAlertsAWeek: number) => void | Promise<void>;
}

/** What alerts would come of a budget, as the person moves it. Nothing is asked: every step was tried in one run. */
export function BudgetSlider({ steps, onUse }: Props): React.JSX.Element | null {
  const styles = useStyles2(getStyles);
  const id = useId();
  const own = Math.max(
    0,
    steps.findIndex((step) => step.own),
  );
  const [place, setPlace] = useState(own);
  const { busy, problem, run } = useAction();
  const step = steps[place] ?? steps[own];
  if (step === undefined) return null;
  return (
    <section aria-label="Alert budget" className={styles.all} data-testid="lapwing-budget">
      <label htmlFor={id}>
        Alert budget: <strong>{step.label}</strong>
        {step.own && <span className={styles.quiet}> (the detector’s own)</span>}
      </label>
      <input
        id={id}
        type="range"
        className={styles.range}
        min={0}
        max={steps.length - 1}
        step={1}
        value={place}
        aria-valuetext={step.text}
        onChange={(event) => setPlace(Number(event.target.value))}
      />
      <div className={styles.row}>
        <output htmlFor={id} aria-live="polite">
          {step.text.slice(step.text.indexOf(':') + 2)}
        </output>
        {onUse && !step.own && (
          <ChangeButton
            size="sm"
            variant="secondary"
            whyNot={undefined}
            busy={busy}
            onClick={() => void run(async () => onUse(step.budget))}
          >
            Use this budget
          </ChangeButton>
        )}
        {problem && (
          <span role="alert">
            {problem.title}. {problem.hint}
          </span>
        )}
      </div>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'all' | 'range' | 'row' | 'quiet', string> => ({
  all: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    maxWidth: 640,
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  range: css({ width: '100%', accentColor: theme.colors.primary.main }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    minHeight: 32,
  }),
  quiet: css({ color: theme.colors.text.secondary }),
});
