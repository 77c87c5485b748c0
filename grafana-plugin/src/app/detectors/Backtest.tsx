import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { ChangeButton } from '../access/ChangeButton.tsx';
import { useQuery } from '../use-query.ts';
import { BacktestOutcome } from './BacktestOutcome.tsx';
import { type BacktestOf, useBacktest } from './use-backtest.ts';

interface Props {
  /** What to try, as it is now. */
  request: () => BacktestOf;
  whyNot: string | undefined;
  /** The address names the backtest, so that its link can be shared while the service keeps it. */
  keptInAddress?: boolean;
  /** Takes a budget over (false alerts a week). Without it the slider shows alone. */
  onBudget?: (falseAlertsAWeek: number) => void | Promise<void>;
}

const DAY_MS = 86_400_000;
const SPANS = [
  { value: 1, label: '1 day' },
  { value: 7, label: '7 days' },
  { value: 14, label: '14 days' },
  { value: 0, label: 'All it would score' },
];

/** What a detector would have told in the past: started, followed, stopped, and what came of it. */
export function Backtest({ request, whyNot, keptInAddress = false, onBudget }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const query = useQuery();
  const [days, setDays] = useState(0);
  const { entry, problem, busy, start, cancel } = useBacktest(keptInAddress ? query.get('run') : '');
  const keep = (run: string | undefined): void => {
    if (keptInAddress) query.set({ run });
  };
  const begin = async (): Promise<void> => {
    keep(await start(request(), days === 0 ? undefined : Date.now() - days * DAY_MS));
  };
  const percent = Math.round((entry?.progress ?? 0) * 100);
  return (
    <div className={styles.all} data-testid="lapwing-backtest">
      <div className={styles.row}>
        <span id="lapwing-backtest-span">Judge the last</span>
        <RadioButtonGroup
          options={SPANS}
          value={days}
          onChange={setDays}
          disabled={busy}
          aria-labelledby="lapwing-backtest-span"
        />
        <ChangeButton whyNot={whyNot} busy={busy} icon="play" onClick={() => void begin()}>
          {entry?.status === 'done' ? 'Run it again' : 'Run it'}
        </ChangeButton>
      </div>
      {busy && (
        <div className={styles.row}>
          <div
            role="progressbar"
            aria-label="Backtest"
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={percent}
            className={styles.track}
          >
            <div className={styles.fill} style={{ width: `${percent}%` }} />
          </div>
          <span>{percent} %</span>
          <Button
            type="button"
            size="sm"
            variant="secondary"
            onClick={() => {
              keep(undefined);
              void cancel();
            }}
          >
            Cancel
          </Button>
        </div>
      )}
      <div role="status" className={styles.quiet}>
        {entry === undefined && !busy && !problem && 'Nothing is written anywhere: it only reads.'}
        {entry?.status === 'done' && 'Done.'}
      </div>
      {problem && <ProblemAlert problem={problem} retry={() => void begin()} action="Run it anew" />}
      {entry?.error && (
        <Alert severity="error" title={entry.error.message}>
          {entry.error.hint}
        </Alert>
      )}
      {entry?.result && <BacktestOutcome result={entry.result} {...(onBudget && { onBudget })} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'all' | 'row' | 'track' | 'fill' | 'quiet', string> => ({
  all: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 }),
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 1.5) }),
  track: css({
    flex: '1 1 160px',
    maxWidth: 480,
    height: 8,
    borderRadius: 4,
    background: theme.colors.background.secondary,
    overflow: 'hidden',
  }),
  fill: css({
    height: '100%',
    background: theme.colors.primary.main,
    [theme.transitions.handleMotion('no-preference')]: { transition: 'width 300ms' },
  }),
  quiet: css({ color: theme.colors.text.secondary }),
});
