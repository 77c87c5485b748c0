import { Button, EmptyState } from '@grafana/ui';
import { signalRow } from '@lapwing/visuals';
import React, { useMemo } from 'react';
import { FilterBar, Pills, SearchField } from '../FilterBar.tsx';
import { NameFilters } from '../NameFilters.tsx';
import { Page } from '../Page.tsx';
import { PageButton } from '../PageLink.tsx';
import { SeverityFilter } from '../SeverityFilter.tsx';
import { useRefresh } from '../live/use-refresh.ts';
import { NEW_DETECTOR_PATH } from '../routes.ts';
import { call } from '../service.ts';
import { type Names, detectorName, useNames } from '../use-names.ts';
import { useNow } from '../use-now.ts';
import { usePages } from '../use-pages.ts';
import { type PageQuery, useQuery } from '../use-query.ts';
import { SignalList } from './SignalList.tsx';

const PAGE = 100;
/** Scores change with every interval; the order of the list need not follow each of them. */
const REFRESH_MS = 10_000;
const KINDS = [
  { value: 'metric', text: 'Metrics' },
  { value: 'log', text: 'Logs' },
  { value: 'trace', text: 'Traces' },
] as const;

/** All signals, worst first, to be searched and narrowed. */
export default function SignalsPage(): React.JSX.Element {
  const query = useQuery();
  const now = useNow();
  const { items, total, more, problem, loading, reload } = useSignals(query);
  // Pages that were fetched by hand are not thrown away by an event.
  const live = useRefresh(
    () => (items === undefined || items.length <= PAGE) && reload(),
    (event) => event.type !== 'incident',
    REFRESH_MS,
  );
  const names = useNames();
  const rows = useMemo(() => (items ?? []).map((signal) => signalRow(signal, now)), [items, now]);
  return (
    <Page
      title="Signals"
      subTitle="Everything that is watched, worst first"
      {...{ problem, reload, live }}
      loading={items === undefined ? 'Loading signals …' : undefined}
    >
      <Filters query={query} names={names.data} />
      {items && (
        <>
          <p role="status">{countText(rows.length, total)}</p>
          {rows.length > 0 ? (
            <SignalList {...{ rows, now }} detectorName={(id) => detectorName(names.data, id)} />
          ) : (
            <NothingFound query={query} />
          )}
          {more && (
            <Button variant="secondary" fill="text" disabled={loading} onClick={more}>
              {loading ? 'Loading …' : 'Show more'}
            </Button>
          )}
        </>
      )}
    </Page>
  );
}

function useSignals(query: PageQuery) {
  const asked = {
    text: query.get('text'),
    label: query.get('service') && [`service=${query.get('service')}`],
    detector_id: query.get('detector'),
    severity: query.list('severity'),
    // The service knows one kind at a time; none chosen means all of them.
    kind: query.get('kind'),
  };
  return usePages(`signals ${JSON.stringify(asked)}`, (cursor, signal) =>
    call('listSignals', { query: { ...asked, cursor, limit: PAGE }, signal }),
  );
}

function Filters({ query, names }: { query: PageQuery; names: Names | undefined }): React.JSX.Element {
  const kind = query.get('kind');
  return (
    <FilterBar>
      <SearchField
        placeholder="Search a label’s value"
        value={query.get('text')}
        onChange={(text) => query.set({ text })}
      />
      <NameFilters {...{ names, query }} />
      <SeverityFilter label="Anomalous now" query={query} />
      <Pills
        label="Kind"
        options={KINDS}
        chosen={kind ? [kind] : []}
        onChange={(kinds) => query.set({ kind: kinds.filter((one) => one !== kind) })}
      />
    </FilterBar>
  );
}

function NothingFound({ query }: { query: PageQuery }): React.JSX.Element {
  const narrowed = ['text', 'service', 'detector', 'severity', 'kind'].filter((name) => query.get(name));
  if (narrowed.length === 0) {
    return (
      <EmptyState
        variant="call-to-action"
        message="No signal is watched yet"
        hideImage
        button={<PageButton to={NEW_DETECTOR_PATH}>Make a detector</PageButton>}
      >
        A detector names what is watched. Its signals appear here once it has read the first interval.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      variant="not-found"
      message="No signal is like that"
      hideImage
      button={
        <Button
          variant="secondary"
          onClick={() => query.set(Object.fromEntries(narrowed.map((name) => [name, undefined])))}
        >
          Show all signals
        </Button>
      }
    >
      {query.get('severity')
        ? 'Severities count what goes on now: signals that are in order have none.'
        : 'Search by part of a label’s value, such as a service or a metric.'}
    </EmptyState>
  );
}

function countText(shown: number, total: number): string {
  const noun = total === 1 ? 'signal' : 'signals';
  return shown < total ? `The worst ${shown} of ${total} ${noun}` : `${total} ${noun}`;
}
