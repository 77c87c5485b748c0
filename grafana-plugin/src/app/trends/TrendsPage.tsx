import { css } from '@emotion/css';
import { type GrafanaTheme2, getTimeZone } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { EmptyState, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import type { History } from '@lapwing/contract';
import { type TrendBy, trendsView } from '@lapwing/visuals';
import React, { useMemo } from 'react';
import { APP_ROOT } from '../../ids.ts';
import { Facts } from '../Facts.tsx';
import { FilterBar } from '../FilterBar.tsx';
import { NameFilters } from '../NameFilters.tsx';
import { Page } from '../Page.tsx';
import { Section } from '../Section.tsx';
import { SeverityFilter } from '../SeverityFilter.tsx';
import { call } from '../service.ts';
import { useLoad } from '../use-load.ts';
import { type Names, detectorName, useNames } from '../use-names.ts';
import { type PageQuery, useQuery } from '../use-query.ts';
import { HeatTable } from './HeatTable.tsx';
import { NoisyList } from './NoisyList.tsx';
import { TrendBars } from './TrendBars.tsx';

const PERIODS = [
  { value: '7d', label: '7 days' },
  { value: '30d', label: '30 days' },
  { value: '90d', label: '90 days' },
];
const BUCKETS = [
  { value: 'day', label: 'By day' },
  { value: 'week', label: 'By week' },
] as const;
const BY: { value: TrendBy; label: string }[] = [
  { value: 'severity', label: 'Severity' },
  { value: 'service', label: 'Service' },
  { value: 'detector', label: 'Detector' },
];

/** One of the options' values; the first one for a text that is none of them. */
function oneOf<T extends string>(options: readonly { value: T }[], text: string, otherwise: T): T {
  return options.find(({ value }) => value === text)?.value ?? otherwise;
}

/** What the past was like: how many anomalies, of what, when in the week, and how they were answered. */
export default function TrendsPage(): React.JSX.Element {
  const query = useQuery();
  const zone = getTimeZone();
  // Grafana's word for "as the browser has it".
  const timeZone =
    zone === 'browser' ? Intl.DateTimeFormat().resolvedOptions().timeZone : zone === 'utc' ? 'UTC' : zone;
  const names = useNames();
  const period = oneOf(PERIODS, query.get('period'), '30d');
  const bucket = oneOf(BUCKETS, query.get('bucket'), 'day');
  const asked = {
    ...{ period, bucket, time_zone: timeZone },
    severity: query.list('severity'),
    service: query.get('service'),
    detector_id: query.get('detector'),
  };
  const { data, problem, reload } = useLoad(JSON.stringify(asked), (signal) =>
    call('history', { query: asked, signal }),
  );
  return (
    <Page
      title="Trends"
      subTitle="What the past was like: which signals are noisy, when, and how soon incidents were answered"
      {...{ problem, reload }}
      loading={data ? undefined : 'Counting …'}
    >
      <FilterBar>
        <RadioButtonGroup
          options={PERIODS}
          value={period}
          onChange={(value) => query.set({ period: value })}
          aria-label="Period"
        />
        <NameFilters names={names.data} query={query} />
        <SeverityFilter label="Severity" query={query} />
      </FilterBar>
      {data && <Content {...{ data, query, timeZone, bucket, period }} names={names.data} />}
    </Page>
  );
}

function Content(props: {
  data: History;
  query: PageQuery;
  timeZone: string;
  period: string;
  bucket: 'day' | 'week';
  names: Names | undefined;
}): React.JSX.Element {
  const { data, query, timeZone, bucket, period, names } = props;
  const styles = useStyles2(getStyles);
  const by = oneOf(BY, query.get('by'), 'severity');
  const view = useMemo(() => trendsView(data, by), [data, by]);
  return (
    <div className={styles.page}>
      <Facts facts={view.facts} testId="lapwing-trend-facts" />
      <Section title={bucket === 'day' ? 'Anomalies a day' : 'Anomalies a week'}>
        <div className={styles.choices}>
          <RadioButtonGroup
            size="sm"
            options={[...BUCKETS]}
            value={bucket}
            onChange={(value) => query.set({ bucket: value })}
            aria-label="A bar is"
          />
          <RadioButtonGroup
            size="sm"
            options={BY}
            value={by}
            onChange={(value) => query.set({ by: value })}
            aria-label="Coloured by"
          />
        </div>
        {data.total === 0 ? (
          <EmptyState variant="completed" message="No anomaly in this time" hideImage>
            Choose a longer period or fewer filters to look further back.
          </EmptyState>
        ) : (
          <TrendBars
            view={view}
            to={Date.parse(data.to)}
            timeZone={timeZone}
            format={bucket === 'day' ? 'ddd, MMM D' : '[week of] MMM D'}
            label={`Anomalies by ${by}, a bar a ${bucket}`}
            onBar={(from, to) => locationService.push(`${APP_ROOT}?from=${from}&to=${to}`)}
          />
        )}
      </Section>
      {data.total > 0 && (
        <div className={styles.columns}>
          <Section title="Noisiest signals">
            <NoisyList
              noisiest={view.noisiest}
              span={{ from: `now-${period}`, to: 'now' }}
              detectorName={(id) => detectorName(names, id)}
            />
          </Section>
          <Section title="When in the week">
            <HeatTable heat={view.heat} timeZone={timeZone} />
          </Section>
        </div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'page' | 'choices' | 'columns', string> => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3) }),
  choices: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginBottom: theme.spacing(1) }),
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: theme.spacing(3),
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
});
