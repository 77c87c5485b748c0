import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { Button, EmptyState, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import type { MetricsSummary } from '@lapwing/contract';
import { type AnomalyRow, anomalousNow, anomalyRow, formatAgo } from '@lapwing/visuals';
import React, { useMemo, useState } from 'react';
import { AnomalyList } from '../lists/AnomalyList.tsx';
import { LaterNote } from '../LaterNote.tsx';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { OngoingIncidents } from '../incidents/OngoingIncidents.tsx';
import { LiveMark } from '../live/LiveMark.tsx';
import { useNow } from '../use-now.ts';
import { type PageQuery, useQuery } from '../use-query.ts';
import { RecentAnomalies } from './RecentAnomalies.tsx';
import { type Period, periodOf } from './period.ts';
import { SummaryBar } from './SummaryBar.tsx';
import { type Overview, useOverview } from './use-overview.ts';

/** What is anomalous now, worst first, and what was lately. */
export default function OverviewPage(): React.JSX.Element {
  const query = useQuery();
  const period = periodOf(query);
  const { data, problem, reload, live } = useOverview(period);
  return (
    <PluginPage
      pageNav={{ text: 'Anomalies', subTitle: 'Which signals are anomalous now, since when, and why' }}
      actions={<LiveMark state={live} failing={problem !== undefined} />}
    >
      {problem && <ProblemAlert problem={problem} retry={reload} />}
      <LaterNote />
      {!data && !problem && <LoadingPlaceholder text="Loading anomalies …" />}
      {data && <Content data={data} query={query} period={period} />}
    </PluginPage>
  );
}

function Content({
  data,
  query,
  period,
}: {
  data: Overview;
  query: PageQuery;
  period: Period;
}): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const now = useNow();
  const open = useMemo(() => anomalousNow(data.open), [data.open]);
  const recent = useMemo(() => data.recent.map(anomalyRow), [data.recent]);
  return (
    <div className={styles.page}>
      <SummaryBar summary={data.summary} rows={open} now={now} />
      <OngoingIncidents now={now} />
      <section>
        <h2 className={styles.title}>Anomalous now</h2>
        {open.length > 0 ? <Now rows={open} now={now} /> : <Calm summary={data.summary} now={now} />}
      </section>
      <RecentAnomalies rows={recent} total={data.recentTotal} {...{ now, query, period }} />
    </div>
  );
}

/** An incident's anomalies fill a screen; the worst of them say what it is about. */
const SHOWN_AT_FIRST = 12;

function Now({ rows, now }: { rows: readonly AnomalyRow[]; now: number }): React.JSX.Element {
  const [all, setAll] = useState(false);
  return (
    <>
      <AnomalyList
        rows={all ? rows : rows.slice(0, SHOWN_AT_FIRST)}
        now={now}
        label="Anomalous now, worst first"
        testId="lapwing-now"
      />
      {!all && rows.length > SHOWN_AT_FIRST && (
        <Button variant="secondary" fill="text" onClick={() => setAll(true)}>
          Show all {rows.length}
        </Button>
      )}
    </>
  );
}

/** Readings older than this are not "now". */
const STALE_MS = 15 * 60_000;

function Calm({ summary, now }: { summary: MetricsSummary; now: number }): React.JSX.Element {
  if (summary.signals === 0) {
    return (
      <EmptyState variant="call-to-action" message="No signal is watched yet" hideImage>
        Add a detector to the service’s configuration, or send it readings. What it finds appears here by
        itself.
      </EmptyState>
    );
  }
  const newest = summary.last_reading_at === null ? undefined : Date.parse(summary.last_reading_at);
  const stale = newest === undefined || now - newest > STALE_MS;
  const age =
    newest === undefined ? 'there is no reading yet' : `the newest reading came ${formatAgo(newest, now)}`;
  return (
    <EmptyState variant="completed" message="Nothing is anomalous now" hideImage>
      {stale
        ? `But ${age}: the service is catching up, or its sources are silent.`
        : `All ${summary.signals} signals read as expected.`}
    </EmptyState>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'page' | 'title', string> => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3) }),
  title: css({ ...theme.typography.h4, margin: theme.spacing(0, 0, 1) }),
});
