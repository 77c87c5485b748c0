import { EmptyState } from '@grafana/ui';
import { detectorRows } from '@lapwing/visuals';
import React, { useMemo } from 'react';
import { FilterBar, SearchField } from '../FilterBar.tsx';
import { Page } from '../Page.tsx';
import { PageButton } from '../PageLink.tsx';
import { useWhyNot } from '../access/use-access.ts';
import { useRefresh } from '../live/use-refresh.ts';
import { NEW_DETECTOR_PATH } from '../routes.ts';
import { call } from '../service.ts';
import { useLoad } from '../use-load.ts';
import { useQuery } from '../use-query.ts';
import { DetectorList } from './DetectorList.tsx';

const REFRESH_MS = 10_000;

/** All detectors: how each is, how many alerts a week, and what can be done with it. */
export default function DetectorsPage(): React.JSX.Element {
  const query = useQuery();
  const whyNot = useWhyNot();
  const { data, problem, reload } = useLoad('detectors', async (signal) => {
    const [detectors, health] = await Promise.all([
      call('listDetectors', { signal }),
      call('health', { signal }),
    ]);
    return { detectors: detectors.items, parts: health.parts };
  });
  const live = useRefresh(reload, (event) => event.type === 'scored', REFRESH_MS);
  const rows = useMemo(() => (data ? detectorRows(data.detectors, data.parts) : []), [data]);
  const words = query.get('text').toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter((row) => {
    const text = `${row.name} ${row.id} ${row.source} ${row.queryType}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const alerts = rows.reduce((sum, row) => sum + (row.alertsAWeek ?? 0), 0);
  return (
    <Page
      title="Detectors"
      subTitle="What is watched, how it is, and how many alerts came of it"
      {...{ problem, reload, live }}
      loading={data ? undefined : 'Loading detectors …'}
      actions={
        <PageButton to={NEW_DETECTOR_PATH} icon="plus" size="sm">
          New detector
        </PageButton>
      }
    >
      {data && rows.length === 0 && (
        <EmptyState
          variant="call-to-action"
          message="Nothing is watched yet"
          hideImage
          button={<PageButton to={NEW_DETECTOR_PATH}>Make a detector</PageButton>}
        >
          A detector names a query, a source and how many false alerts are bearable.
        </EmptyState>
      )}
      {data && rows.length > 0 && (
        <>
          <FilterBar>
            <SearchField
              placeholder="Search name, source or kind of query"
              value={query.get('text')}
              onChange={(text) => query.set({ text })}
            />
          </FilterBar>
          <p role="status">
            {found.length === rows.length ? rows.length : `${found.length} of ${rows.length}`}{' '}
            {rows.length === 1 ? 'detector' : 'detectors'}, {alerts === 1 ? '1 alert' : `${alerts} alerts`} in
            the last seven days
          </p>
          <DetectorList rows={found} whyNot={whyNot} onDone={reload} />
        </>
      )}
    </Page>
  );
}
