import { EuiButton, EuiButtonEmpty, EuiEmptyPrompt, EuiFieldSearch } from '@elastic/eui';
import type { IncidentStatus, Severity } from '@lapwing/contract';
import {
  MOST_INCIDENTS,
  SEVERITIES,
  filterIncidents,
  foundText,
  incidentRow,
  severityName,
  statusName,
} from '@lapwing/visuals';
import React, { useState } from 'react';
import { IncidentList } from '../../drawing/IncidentList.tsx';
import { useApp } from '../context.ts';
import { Loading } from '../parts/Loading.tsx';
import { Page } from '../parts/Page.tsx';
import { Period, hoursOf } from '../parts/Period.tsx';
import { Pills } from '../parts/Pills.tsx';
import { ProblemCallOut } from '../parts/ProblemCallOut.tsx';
import { INCIDENTS_PATH } from '../routes.ts';
import { useLoad } from '../use-load.ts';
import { useNow } from '../use-now.ts';
import { usePageQuery } from '../use-query.ts';

const HOUR_MS = 3_600_000;
const PERIODS = [24, 168, 720];
const DEFAULT_HOURS = 24;
/** What a person reads before narrowing the search. */
const SHOWN_AT_FIRST = 50;
const STATUSES: readonly IncidentStatus[] = ['open', 'acknowledged', 'resolved'];

/** All incidents of the last hours or days, newest first. */
export function IncidentsPage(): React.JSX.Element {
  const { lapwing, links } = useApp();
  const query = usePageQuery();
  const now = useNow();
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const hours = hoursOf(query.get('hours'), PERIODS, DEFAULT_HOURS);
  const filter = {
    statuses: query.list('status') as IncidentStatus[],
    severities: query.list('severity') as Severity[],
    text: query.get('q'),
  };
  const { data, problem, reload } = useLoad(`incidents ${hours}`, (signal) => {
    const start_time = new Date(Date.now() - hours * HOUR_MS).toISOString();
    return lapwing.ask('listIncidents', { query: { start_time, limit: MOST_INCIDENTS } }, signal);
  });
  const rows = (data?.items ?? []).map(incidentRow);
  const found = filterIncidents(rows, filter);
  return (
    <Page title="Incidents" tab={INCIDENTS_PATH} failing={problem !== undefined}>
      {problem && <ProblemCallOut problem={problem} retry={reload} />}
      <div className="lpw-filters">
        <div className="lpw-search">
          <EuiFieldSearch
            compressed
            fullWidth
            placeholder="Search title, service or suspect"
            aria-label="Search title, service or suspect"
            value={filter.text}
            onChange={({ target }) => query.set({ q: target.value })}
          />
        </div>
        <Pills
          label="Status"
          options={STATUSES}
          name={statusName}
          chosen={filter.statuses}
          onChoose={(status) => query.set({ status })}
        />
        <Pills
          label="Severity"
          options={[...SEVERITIES].reverse()}
          name={severityName}
          chosen={filter.severities}
          onChoose={(severity) => query.set({ severity })}
        />
        <Period hours={hours} options={PERIODS} onChange={(chosen) => query.set({ hours: String(chosen) })} />
      </div>
      {!data && !problem && <Loading what="incidents" />}
      {data && rows.length === 0 && (
        <EuiEmptyPrompt
          iconType="check"
          title={<h2>No incident in this time</h2>}
          body={
            <p>
              Anomalies of several services that belong together become an incident. Choose a longer time to
              look further back.
            </p>
          }
        />
      )}
      {data && rows.length > 0 && (
        <>
          <p role="status" className="lpw-quiet">
            {foundText(found.length, rows.length, data.total)}
          </p>
          {found.length > 0 ? (
            <IncidentList
              rows={found.slice(0, shown)}
              {...{ now, links }}
              label="Incidents, newest first"
              testId="lapwingIncidents"
            />
          ) : (
            <EuiButton size="s" onClick={() => query.set({ q: '', status: '', severity: '' })}>
              Show all
            </EuiButton>
          )}
          {found.length > shown && (
            <EuiButtonEmpty size="s" onClick={() => setShown(shown + SHOWN_AT_FIRST)}>
              Show more
            </EuiButtonEmpty>
          )}
        </>
      )}
    </Page>
  );
}
