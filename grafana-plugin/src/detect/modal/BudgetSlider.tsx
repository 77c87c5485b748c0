import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type BudgetStep, formatNumber } from '@lapwing/visuals';
import React from 'react';

interface Props {
  steps: readonly BudgetStep[];
  place: number;
  onChange: (place: number) => void;
}

/** Moves the alert budget, and says what alerts would have come of it. */
export function BudgetSlider({ steps, place, onChange }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const step = steps[place];
  const alerts = step ? `${rounded(step.alertsAWeek)} a week to expect` : '';
  return (
    <div className={styles.box}>
      <label className={styles.label}>
        <span>Alert budget</span>
        <input
          type="range"
          className={styles.range}
          min={0}
          max={steps.length - 1}
          step={1}
          value={place}
          aria-valuetext={`${step?.label ?? ''}: ${alerts}`}
          onChange={(event) => onChange(Number(event.target.value))}
        />
      </label>
      <div aria-live="polite" data-testid="lapwing-budget">
        <strong className={styles.count}>{alerts}</strong>
        <div className={styles.quiet}>
          {step &&
            `with a budget of ${step.label}${step.own ? ', its own' : ''}; alerts that come together count as one`}
        </div>
      </div>
    </div>
  );
}

/** Two figures: a past of some days says no more. */
function rounded(alerts: number): string {
  const count = Number(alerts.toPrecision(2));
  return `${formatNumber(count)} ${count === 1 ? 'alert' : 'alerts'}`;
}

const getStyles = (theme: GrafanaTheme2): Record<'box' | 'label' | 'range' | 'count' | 'quiet', string> => ({
  box: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 3) }),
  label: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    flex: '1 1 240px',
    maxWidth: 360,
  }),
  range: css({ width: '100%', accentColor: theme.colors.primary.main }),
  count: css({ ...theme.typography.h4 }),
  quiet: css({ color: theme.colors.text.secondary }),
});
