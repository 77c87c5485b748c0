import { getTimeZone } from '@grafana/data';
import { Combobox, Field } from '@grafana/ui';
import type { BacktestResult } from '@lapwing/contract';
import { type BacktestChart, backtestView } from '@lapwing/visuals';
import React, { useMemo, useState } from 'react';
import { useWidth } from '../../app/signal/use-width.ts';
import { AnomalyChart } from '../../chart/AnomalyChart.tsx';
import { fillMatcher } from '../../datasource/matchers/fill.ts';
import { labelTest } from '../../datasource/matchers/matcher.ts';
import type { PanelQuery } from '../queries/panel-queries.ts';
import { type Picked, overlayOf, pickedFrom } from '../queries/watched.ts';
import type { OpenPanel } from './load-panel.ts';

interface Props {
  open: OpenPanel;
  query: PanelQuery;
  /** Of a detector that is there; of a new one it is found out. */
  picked: readonly Picked[] | undefined;
  result: BacktestResult;
}

const HEIGHT = 240;

/** A signal of the backtest: readings, expected band and regions. Those that the panel shows stand first. */
export function PastChart({ open, query, picked, result }: Props): React.JSX.Element {
  const [ref, width] = useWidth();
  const [chosen, setChosen] = useState<string>();
  const [zoom, setZoom] = useState<{ from: number; to: number }>();
  const view = useMemo(() => backtestView(result), [result]);
  const charts = useMemo(
    () => shownFirst(view.charts, { open, query, picked, result }),
    [view, open, query, picked, result],
  );
  const chart = charts.find(({ signalId }) => signalId === chosen) ?? charts[0];
  if (chart === undefined)
    return <p>No signal had readings in this time: does the source hold what the panel shows?</p>;
  return (
    <div ref={ref}>
      {charts.length > 1 && (
        <Field label={`Signal (${result.signals.length} in all)`} noMargin>
          <Combobox
            id="lapwing-detect-signal"
            options={charts.map(({ signalId, title, regions }) => ({
              value: signalId,
              label: `${title}, ${regions.length === 0 ? 'no anomaly' : regions.length === 1 ? '1 anomaly' : `${regions.length} anomalies`}`,
            }))}
            value={chart.signalId}
            onChange={({ value }) => setChosen(value)}
          />
        </Field>
      )}
      {width > 0 && (
        <AnomalyChart
          columns={chart.columns}
          regions={chart.regions}
          span={zoom ?? view.span}
          timeZone={getTimeZone()}
          width={width}
          height={HEIGHT}
          showBand
          label={`${chart.title}: ${chart.regions.length} anomalies on the past`}
          onZoom={setZoom}
        />
      )}
    </div>
  );
}

/** The signals that the panel shows with the variables as they are now, then the others. */
function shownFirst(charts: readonly BacktestChart[], props: Props): BacktestChart[] {
  const { open, query, result } = props;
  const { detector, charts: series } = result;
  const picked = props.picked ?? pickedFrom(detector, query, open.variables) ?? [];
  const labels = Object.keys(series[0]?.signal.labels ?? {});
  const { overlay } = overlayOf(detector.id, picked, query, detector.interval, labels);
  const shows = labelTest((overlay.matchers ?? []).map((one) => fillMatcher(one, open.variables.replace)));
  const shown = new Set(series.filter(({ signal }) => shows(signal.labels)).map(({ signal }) => signal.id));
  return [...charts].sort((a, b) => Number(shown.has(b.signalId)) - Number(shown.has(a.signalId)));
}
