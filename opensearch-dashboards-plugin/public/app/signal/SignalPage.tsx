import { EuiPanel, EuiSuperDatePicker } from '@elastic/eui';
import { type Anomaly, type ScoreSeries, wordShown } from '@lapwing/contract';
import {
  type RawSpan,
  type ShownSpan,
  anomalyRow,
  formatDuration,
  regionsOfAnomalies,
  signalTitle,
} from '@lapwing/visuals';
import React, { useCallback, useMemo } from 'react';
import { AnomalyChart } from '../../drawing/AnomalyChart.tsx';
import { AnomalyList } from '../../drawing/AnomalyList.tsx';
import { useLook } from '../../look/LookProvider.tsx';
import { useApp } from '../context.ts';
import { AnomalyTools } from '../feedback/AnomalyTools.tsx';
import { NOTHING_SAID, useFeedback } from '../feedback/use-feedback.ts';
import { Loading } from '../parts/Loading.tsx';
import { Page } from '../parts/Page.tsx';
import { ProblemCallOut } from '../parts/ProblemCallOut.tsx';
import { Section } from '../parts/Section.tsx';
import { SIGNALS_PATH, signalPath } from '../routes.ts';
import { spanOf } from '../span.ts';
import { POLL_MS, useLoad } from '../use-load.ts';
import { useNow } from '../use-now.ts';

/** More rows than a wide screen has pixels show nothing more. */
const MOST_POINTS = 2000;
const MOST_ANOMALIES = 300;
const CHART_HEIGHT = 380;

interface SignalData {
  series: ScoreSeries;
  anomalies: Anomaly[];
  /** What was asked for, epoch ms. */
  span: ShownSpan;
}

/** One signal: its readings, what was expected, its anomalies and why. */
export function SignalPage({ id, raw }: { id: string; raw: RawSpan }): React.JSX.Element {
  const { lapwing, history, core } = useApp();
  const { timeZone } = useLook();
  // What lies in the past changes no more.
  const moving = raw.to.startsWith('now');
  const { data, problem, reload, loading } = useLoad(
    `${id} ${raw.from} ${raw.to}`,
    async (signal): Promise<SignalData> => {
      const span = spanOf(raw, Date.now(), timeZone);
      const times = {
        start_time: new Date(span.from).toISOString(),
        end_time: new Date(span.to).toISOString(),
      };
      const [series, anomalies] = await Promise.all([
        lapwing.ask('getScores', { params: { id }, query: { ...times, points: MOST_POINTS } }, signal),
        lapwing.ask('listAnomalies', { query: { ...times, signal_id: id, limit: MOST_ANOMALIES } }, signal),
      ]);
      return { series, anomalies: anomalies.items, span };
    },
    moving ? POLL_MS : 0,
  );
  const show = useCallback((span: ShownSpan | RawSpan) => history.push(signalPath(id, span)), [history, id]);
  const title = data ? signalTitle(data.series.signal.labels, `signal ${id}`) : `Signal ${id}`;
  return (
    <Page
      title={title}
      tab={SIGNALS_PATH}
      below
      {...(moving && { failing: problem !== undefined })}
      actions={
        <EuiSuperDatePicker
          start={forPicker(raw.from)}
          end={forPicker(raw.to)}
          isLoading={loading && data === undefined}
          dateFormat={dateFormatOf(core.uiSettings.get('dateFormat'))}
          onTimeChange={({ start, end }) => show({ from: start, to: end })}
          onRefresh={reload}
        />
      }
    >
      {problem && <ProblemCallOut problem={problem} retry={reload} />}
      {!data && !problem && <Loading what="readings" />}
      {data && (
        <>
          <Facts data={data} />
          <section>
            <EuiPanel paddingSize="s">
              <Chart data={data} title={title} onZoom={show} />
            </EuiPanel>
          </section>
          <Anomalies data={data} />
        </>
      )}
    </Page>
  );
}

function Chart({
  data,
  title,
  onZoom,
}: {
  data: SignalData;
  title: string;
  onZoom: (span: ShownSpan) => void;
}): React.JSX.Element {
  const regions = useMemo(() => regionsOfAnomalies(data.anomalies, data.span, 'LOW'), [data]);
  return (
    <AnomalyChart
      columns={data.series}
      regions={regions}
      span={data.span}
      height={CHART_HEIGHT}
      label={`${title}: ${regions.length} anomalies in this time range`}
      onZoom={onZoom}
    />
  );
}

function Facts({ data }: { data: SignalData }): React.JSX.Element {
  const { signal, step_seconds: step } = data.series;
  const every = formatDuration(signal.interval_seconds * 1000);
  return (
    <div className="lpw-facts">
      <ul className="lpw-labels" aria-label="Labels">
        {Object.entries(signal.labels).map(([key, value]) => (
          <li key={key}>
            <span className="lpw-quiet">{key}</span> {value}
          </li>
        ))}
      </ul>
      <span className="lpw-quiet">
        {wordShown(signal, 'kind')} from {signal.source}, a reading every {every}
        {step > signal.interval_seconds && `; each point here stands for ${formatDuration(step * 1000)}`}
      </span>
    </div>
  );
}

function Anomalies({ data }: { data: SignalData }): React.JSX.Element {
  const { links } = useApp();
  const now = useNow();
  const rows = data.anomalies.map(anomalyRow);
  const { data: said = NOTHING_SAID, reload } = useFeedback({ signal_id: data.series.signal.id });
  return (
    <Section title="Anomalies in this time">
      {rows.length > 0 ? (
        <AnomalyList
          {...{ rows, now, links }}
          label="Anomalies in this time"
          testId="lapwingSignalAnomalies"
          tools={(row) => <AnomalyTools {...{ row, said }} done={reload} />}
        />
      ) : (
        <p className="lpw-quiet">
          None: every reading was as expected. Choose a longer range to look further back.
        </p>
      )}
    </Section>
  );
}

/** The picker takes ISO 8601 and what is relative to now. */
function forPicker(text: string): string {
  return /^\d+$/.test(text) ? new Date(Number(text)).toISOString() : text;
}

function dateFormatOf(setting: unknown): string {
  return typeof setting === 'string' ? setting : 'MMM D, YYYY @ HH:mm:ss';
}
