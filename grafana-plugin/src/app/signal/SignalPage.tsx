import { css } from '@emotion/css';
import { type GrafanaTheme2, getTimeZone } from '@grafana/data';
import { PluginPage, locationService } from '@grafana/runtime';
import { LoadingPlaceholder, TimeRangePicker, useStyles2 } from '@grafana/ui';
import { wordShown } from '@lapwing/contract';
import { anomalyRow, formatDuration, signalTitle } from '@lapwing/visuals';
import React, { useMemo, useState } from 'react';
import { AlertOnThis } from '../../alert-rules/AlertOnThis.tsx';
import { AnomalyList } from '../lists/AnomalyList.tsx';
import { PageLink } from '../PageLink.tsx';
import { LaterNote } from '../LaterNote.tsx';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { useWhyNot } from '../access/use-access.ts';
import { Verdict } from '../feedback/Verdict.tsx';
import { useFeedback } from '../feedback/use-feedback.ts';
import { type RawSpan, SIGNALS_PATH, type ShownSpan, detectorPath, signalPath } from '../routes.ts';
import { useNow } from '../use-now.ts';
import { SignalExplore } from './SignalExplore.tsx';
import { SignalChart } from './SignalChart.tsx';
import { moved, rawOf, spanOf, timeRangeOf, widened } from './range.ts';
import { type SignalData, useSignal } from './use-signal.ts';

/** One signal: its readings, what was expected, its anomalies and why. */
export default function SignalPage({ id, raw }: { id: string; raw: RawSpan }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [timeZone, setTimeZone] = useState<string>(getTimeZone());
  const moving = raw.to.startsWith('now');
  const range = useMemo(() => timeRangeOf(raw, timeZone), [raw.from, raw.to, timeZone]);
  const { data, problem, loading, reload } = useSignal(
    id,
    `${raw.from} ${raw.to}`,
    () => spanOf(timeRangeOf(raw, timeZone)),
    moving,
  );
  const show = (span: ShownSpan | RawSpan): void => locationService.push(signalPath(id, span));
  const title = data ? signalTitle(data.series.signal.labels, `signal ${id}`) : `Signal ${id}`;
  const span = spanOf(range);
  return (
    <PluginPage
      pageNav={{ text: title, parentItem: { text: 'Signals', url: SIGNALS_PATH } }}
      actions={
        <>
          {data && (
            <AlertOnThis
              size="sm"
              subject={{ detectorId: data.series.signal.detector_id, signalId: id, name: title }}
            />
          )}
          <TimeRangePicker
            value={range}
            timeZone={timeZone}
            isOnCanvas
            onChange={(chosen) => show(rawOf(chosen))}
            onChangeTimeZone={setTimeZone}
            onMoveBackward={() => show(moved(span, -1))}
            onMoveForward={() => show(moved(span, 1))}
            onZoom={() => show(widened(span, Date.now()))}
          />
        </>
      }
    >
      <div className={styles.page}>
        {problem && <ProblemAlert problem={problem} retry={reload} />}
        <LaterNote />
        {!data && !problem && <LoadingPlaceholder text="Loading readings …" />}
        {data && <Facts data={data} />}
        {data && (
          <SignalChart
            data={data}
            title="Readings and what was expected"
            loading={loading}
            timeZone={timeZone}
            onZoom={show}
          />
        )}
        {data && <Anomalies data={data} signalId={id} />}
      </div>
    </PluginPage>
  );
}

function Facts({ data }: { data: SignalData }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { signal, step_seconds: step } = data.series;
  const every = formatDuration(signal.interval_seconds * 1000);
  return (
    <div className={styles.facts}>
      <ul className={styles.labels} aria-label="Labels">
        {Object.entries(signal.labels).map(([key, value]) => (
          <li key={key} className={styles.label}>
            <span className={styles.quiet}>{key}</span> {value}
          </li>
        ))}
      </ul>
      <span className={styles.quiet}>
        {wordShown(signal, 'kind')} from {signal.source}, a reading every {every}
        {step > signal.interval_seconds && `; each point here stands for ${formatDuration(step * 1000)}`},
        watched by{' '}
        <PageLink to={detectorPath(signal.detector_id)} className={styles.link}>
          {signal.detector_id}
        </PageLink>
      </span>
      <SignalExplore signal={signal} span={data.span} />
    </div>
  );
}

function Anomalies({ data, signalId }: { data: SignalData; signalId: string }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const now = useNow();
  const rows = useMemo(() => data.anomalies.map(anomalyRow), [data.anomalies]);
  const whyNot = useWhyNot();
  const feedback = useFeedback({ signal_id: signalId });
  return (
    <section aria-label="Anomalies in this time">
      <h2 className={styles.title}>Anomalies in this time</h2>
      {rows.length > 0 ? (
        <AnomalyList
          rows={rows}
          now={now}
          label="Anomalies in this time"
          testId="lapwing-signal-anomalies"
          oneSignal
          actions={({ id, title }) => (
            <Verdict
              anomalyId={id}
              title={title}
              said={feedback.data?.get(id)}
              whyNot={whyNot}
              onDone={feedback.reload}
            />
          )}
        />
      ) : (
        <p className={styles.quiet}>
          None: every reading was as expected. Choose a longer range to look further back.
        </p>
      )}
    </section>
  );
}

const getStyles = (
  theme: GrafanaTheme2,
): Record<'page' | 'facts' | 'labels' | 'label' | 'quiet' | 'link' | 'title', string> => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
  facts: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 2) }),
  labels: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5), listStyle: 'none' }),
  label: css({
    padding: theme.spacing(0.25, 1),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    overflowWrap: 'anywhere',
  }),
  quiet: css({ color: theme.colors.text.secondary }),
  // Within a sentence: its colour alone would not tell it.
  link: css({ color: theme.colors.text.link, textDecoration: 'underline' }),
  title: css({ ...theme.typography.h4, margin: theme.spacing(1, 0) }),
});
