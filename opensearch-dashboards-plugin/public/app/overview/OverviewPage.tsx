import type { MetricsSummary } from '@lapwing/contract';
import {
  MOST_INCIDENTS,
  MOST_RECENT,
  anomalousNow,
  anomalyRow,
  formatAgo,
  ongoingIncidents,
} from '@lapwing/visuals';
import { EuiEmptyPrompt } from '@elastic/eui';
import React from 'react';
import { AnomalyList } from '../../drawing/AnomalyList.tsx';
import { IncidentList } from '../../drawing/IncidentList.tsx';
import { useApp } from '../context.ts';
import { Loading } from '../parts/Loading.tsx';
import { Page } from '../parts/Page.tsx';
import { hoursOf } from '../parts/Period.tsx';
import { ProblemCallOut } from '../parts/ProblemCallOut.tsx';
import { Section } from '../parts/Section.tsx';
import { OVERVIEW_PATH } from '../routes.ts';
import { useLoad } from '../use-load.ts';
import { useNow } from '../use-now.ts';
import { usePageQuery } from '../use-query.ts';
import { RecentAnomalies } from './RecentAnomalies.tsx';
import { SummaryBar } from './SummaryBar.tsx';

const HOUR_MS = 3_600_000;
const PERIODS = [6, 24, 168];
const DEFAULT_HOURS = 24;

/** What is wrong now, and what was lately. */
export function OverviewPage(): React.JSX.Element {
  const { lapwing, links, status } = useApp();
  const hours = hoursOf(usePageQuery().get('hours'), PERIODS, DEFAULT_HOURS);
  const now = useNow();
  const { data, problem, reload } = useLoad(`overview ${hours}`, async (signal) => {
    const start = new Date(Date.now() - hours * HOUR_MS).toISOString();
    const [summary, open, recent, incidents] = await Promise.all([
      lapwing.ask('summary', {}, signal),
      lapwing.ask('listAnomalies', { query: { open: true, limit: MOST_RECENT } }, signal),
      lapwing.ask('listAnomalies', { query: { start_time: start, limit: MOST_RECENT } }, signal),
      lapwing.ask(
        'listIncidents',
        { query: { status: ['open', 'acknowledged'], limit: MOST_INCIDENTS } },
        signal,
      ),
    ]);
    return { summary, open: open.items, recent, incidents: incidents.items };
  });
  const shownProblem = problem ?? (data ? undefined : (status?.problem ?? undefined));
  return (
    <Page title="Overview" tab={OVERVIEW_PATH} failing={problem !== undefined}>
      {shownProblem && <ProblemCallOut problem={shownProblem} retry={reload} />}
      {!data && !shownProblem && <Loading what="the overview" />}
      {data && data.summary.signals === 0 && status?.problem && (
        <ProblemCallOut problem={status.problem} retry={reload} />
      )}
      {data && (
        <>
          <SummaryBar summary={data.summary} rows={anomalousNow(data.open)} now={now} />
          {data.incidents.length > 0 && (
            <Section title="Incidents going on">
              <IncidentList
                rows={ongoingIncidents(data.incidents)}
                {...{ now, links }}
                label="Incidents going on, worst first"
                testId="lapwingOngoing"
              />
            </Section>
          )}
          <Section title="Anomalous now">
            {data.open.length > 0 ? (
              <AnomalyList
                rows={anomalousNow(data.open)}
                {...{ now, links }}
                label="Signals that are anomalous now, worst first"
                testId="lapwingNow"
              />
            ) : (
              <Calm summary={data.summary} now={now} />
            )}
          </Section>
          <RecentAnomalies
            rows={data.recent.items.map(anomalyRow)}
            total={data.recent.total}
            now={now}
            hours={hours}
          />
        </>
      )}
    </Page>
  );
}

/** From here on "nothing is wrong" may only mean that nothing is read. */
const STALE_MS = 30 * 60_000;

function Calm({ summary, now }: { summary: MetricsSummary; now: number }): React.JSX.Element {
  const newest = summary.last_reading_at === null ? null : Date.parse(summary.last_reading_at);
  if (newest === null) {
    return (
      <EuiEmptyPrompt
        iconType="visLine"
        title={<h3>Nothing is watched yet</h3>}
        body={<p>Give the service a source and a detector; its first readings show up here.</p>}
      />
    );
  }
  const stale = now - newest > STALE_MS;
  return (
    <EuiEmptyPrompt
      iconType={stale ? 'clock' : 'check'}
      title={<h3>Nothing is anomalous now</h3>}
      body={
        <p>
          {stale
            ? `But the newest reading is from ${formatAgo(newest, now)}: the service is catching up, or its sources are silent.`
            : `All ${summary.signals} signals read as expected.`}
        </p>
      }
    />
  );
}
