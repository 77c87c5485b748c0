import { css } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat, getTimeZone } from '@grafana/data';
import { Alert, Button, Combobox, useStyles2 } from '@grafana/ui';
import type { BacktestResult } from '@lapwing/contract';
import { backtestView, formatNumber } from '@lapwing/visuals';
import React, { useMemo, useState } from 'react';
import { AnomalyChart } from '../../chart/AnomalyChart.tsx';
import { AnomalyList } from '../lists/AnomalyList.tsx';
import { useWidth } from '../signal/use-width.ts';
import { BudgetSlider } from './BudgetSlider.tsx';

interface Props {
  result: BacktestResult;
  onBudget?: (falseAlertsAWeek: number) => void | Promise<void>;
}

const CHART_HEIGHT = 300;
const SHOWN_AT_FIRST = 25;

/** What came of a backtest: alerts a week by budget, the worst signals' charts, and every anomaly. */
export function BacktestOutcome({ result, onBudget }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const view = useMemo(() => backtestView(result), [result]);
  const [ref, width] = useWidth();
  const [chosen, choose] = useState('');
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const [raisedAlone, setRaisedAlone] = useState(false);
  const chart = view.charts.find(({ signalId }) => signalId === chosen) ?? view.charts[0];
  const rows = raisedAlone ? view.anomalies.filter(({ raised }) => raised) : view.anomalies;
  const timeZone = getTimeZone();
  return (
    <div className={styles.all}>
      <p className={styles.head} data-testid="lapwing-backtest-headline">
        {view.headline}
      </p>
      <p className={styles.quiet}>
        {formatNumber(result.readings)} readings from {dateTimeFormat(view.span.from)} to{' '}
        {dateTimeFormat(view.span.to)}, learnt from {dateTimeFormat(Date.parse(result.learned_from))} on, in{' '}
        {formatNumber(result.seconds.whole)} s.
      </p>
      {view.warnings.map((warning) => (
        <Alert key={warning} severity="warning" title={warning} />
      ))}
      <BudgetSlider steps={view.budgets} {...(onBudget && { onUse: onBudget })} />
      {chart && (
        <section aria-label="Chart">
          <Combobox
            aria-label="Signal"
            options={view.charts.map(({ signalId, title }) => ({ value: signalId, label: title }))}
            value={chart.signalId}
            onChange={({ value }) => choose(value)}
            width="auto"
            minWidth={20}
            maxWidth={60}
          />
          <div ref={ref}>
            {width > 0 && (
              <AnomalyChart
                columns={chart.columns}
                regions={chart.regions}
                span={view.span}
                timeZone={timeZone}
                width={width}
                height={CHART_HEIGHT}
                showBand
                label={`${chart.title} in the backtest: ${chart.regions.length} anomalies`}
              />
            )}
          </div>
        </section>
      )}
      <section aria-label="Anomalies of the backtest">
        <p role="status">
          {rows.length === 0 ? 'No anomaly in this time.' : `${rows.length} anomalies, worst first`}
          {view.leftOut > 0 && `, and ${view.leftOut} milder ones`}{' '}
          <Button
            type="button"
            size="sm"
            fill="text"
            variant="secondary"
            onClick={() => setRaisedAlone(!raisedAlone)}
          >
            {raisedAlone ? 'Show those nobody would be told of, too' : 'Show alerts alone'}
          </Button>
        </p>
        {rows.length > 0 && (
          <AnomalyList
            rows={rows.slice(0, shown)}
            now={view.span.to}
            label="Anomalies of the backtest"
            testId="lapwing-backtest-anomalies"
            note={(row) => {
              const found = view.anomalies.find(({ id }) => id === row.id);
              return found?.raised ? 'alert' : 'nobody told';
            }}
          />
        )}
        {rows.length > shown && (
          <Button
            type="button"
            variant="secondary"
            fill="text"
            onClick={() => setShown(shown + SHOWN_AT_FIRST)}
          >
            Show more
          </Button>
        )}
      </section>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'all' | 'head' | 'quiet', string> => ({
  all: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 }),
  head: css({ ...theme.typography.h4, margin: 0 }),
  quiet: css({ color: theme.colors.text.secondary, margin: 0 }),
});
