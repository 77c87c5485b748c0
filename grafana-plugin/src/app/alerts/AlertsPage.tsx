import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, EmptyState, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import type { AlertStatus } from '@lapwing/contract';
import { ALERT_STATUSES, type AlertRow, alertRow, alertStatusName } from '@lapwing/visuals';
import React, { useMemo, useState } from 'react';
import { Page } from '../Page.tsx';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { Section } from '../Section.tsx';
import { useWhyNot } from '../access/use-access.ts';
import { useRefresh } from '../live/use-refresh.ts';
import { call } from '../service.ts';
import { useAction } from '../use-action.ts';
import { useLoad } from '../use-load.ts';
import { useNow } from '../use-now.ts';
import { usePages } from '../use-pages.ts';
import { useQuery } from '../use-query.ts';
import { AlertList } from './AlertList.tsx';
import { Channels } from './Channels.tsx';
import { SilenceList } from './SilenceList.tsx';
import { SilenceModal } from './SilenceModal.tsx';

const PAGE = 50;
const REFRESH_MS = 3_000;
const NOTHING: Readonly<Record<AlertStatus, string>> = {
  active: 'No alert is active',
  acknowledged: 'No alert is acknowledged',
  silenced: 'No alert is silenced',
  resolved: 'No alert was resolved in what is kept',
};

/** What somebody is told of: alerts by how they stand, silences that hold, and where alerts are sent to. */
export default function AlertsPage(): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const query = useQuery();
  const now = useNow();
  const whyNot = useWhyNot();
  const status = ALERT_STATUSES.find((one) => one === query.get('status')) ?? 'active';
  const alerts = usePages(`alerts ${status}`, (cursor, signal) =>
    call('listAlerts', { query: { status, cursor, limit: PAGE }, signal }),
  );
  const silences = useLoad('silences', async (signal) => (await call('listSilences', { signal })).items);
  const reload = (): void => {
    alerts.reload();
    silences.reload();
  };
  const live = useRefresh(reload, (event) => event.type !== 'scored', REFRESH_MS);
  const rows = useMemo(() => (alerts.items ?? []).map(alertRow), [alerts.items]);
  const { busy, problem, run, clear } = useAction();
  const [silencing, setSilencing] = useState<AlertRow>();
  const acknowledge = (id: string): void =>
    void run(() => call('acknowledgeIncident', { params: { id } })).then(reload);
  return (
    <Page
      title="Alerts"
      subTitle="Anomalies that somebody is told of"
      problem={alerts.problem}
      {...{ reload, live }}
      loading={alerts.items ? undefined : 'Loading alerts …'}
    >
      <div className={styles.page}>
        <section aria-label="Alerts">
          <RadioButtonGroup
            size="sm"
            options={ALERT_STATUSES.map((value) => ({ value, label: alertStatusName(value) }))}
            value={status}
            onChange={(value) => query.set({ status: value })}
            aria-label="Status"
          />
          <div aria-live="polite">
            {problem && <ProblemAlert problem={problem} retry={clear} action="Close" />}
          </div>
          {alerts.items && (
            <p role="status" className={styles.count}>
              {rows.length < alerts.total ? `The newest ${rows.length} of ${alerts.total}` : alerts.total}{' '}
              {alerts.total === 1 ? 'alert' : 'alerts'}
            </p>
          )}
          {alerts.items && rows.length === 0 && (
            <EmptyState variant="completed" message={NOTHING[status]} hideImage>
              {status === 'active'
                ? 'Anomalies that stay below what a detector’s budget asks for stand on the page Anomalies.'
                : 'Choose another status above.'}
            </EmptyState>
          )}
          {rows.length > 0 && (
            <AlertList
              {...{ rows, now, whyNot, busy }}
              onAcknowledge={acknowledge}
              onSilence={setSilencing}
            />
          )}
          {alerts.more && (
            <Button variant="secondary" fill="text" disabled={alerts.loading} onClick={alerts.more}>
              Show more
            </Button>
          )}
        </section>
        {/* What is wrong stands above already. */}
        {!alerts.problem && (
          <>
            <Section title="Silences">
              <SilenceList
                silences={silences.data}
                problem={silences.problem}
                {...{ now, whyNot }}
                onDone={reload}
              />
            </Section>
            <Section title="Where alerts are sent">
              <Channels whyNot={whyNot} />
            </Section>
          </>
        )}
      </div>
      {silencing && (
        <SilenceModal
          row={silencing}
          onClose={() => setSilencing(undefined)}
          onDone={() => {
            setSilencing(undefined);
            reload();
          }}
        />
      )}
    </Page>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'page' | 'count', string> => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3) }),
  count: css({ color: theme.colors.text.secondary, margin: theme.spacing(1, 0) }),
});
