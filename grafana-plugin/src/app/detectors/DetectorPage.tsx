import { Badge, TabsBar, Tab } from '@grafana/ui';
import type { Alerting, DetectorEntry } from '@lapwing/contract';
import {
  type DetectorDraft,
  budgetText,
  detectorOf,
  draftOf,
  formatNumber,
  formatScore,
} from '@lapwing/visuals';
import React, { useState } from 'react';
import { AlertOnThis } from '../../alert-rules/AlertOnThis.tsx';
import { Facts } from '../Facts.tsx';
import { Page } from '../Page.tsx';
import { useWhyNot } from '../access/use-access.ts';
import { DETECTORS_PATH } from '../routes.ts';
import { call } from '../service.ts';
import { useLoad } from '../use-load.ts';
import { useQuery } from '../use-query.ts';
import { Backtest } from './Backtest.tsx';
import { DetectorEditor } from './DetectorEditor.tsx';
import { type Around, useAround } from './use-edited.ts';

const DETECTORS = { text: 'Detectors', url: DETECTORS_PATH };
const IN_THE_FILE =
  'It stands in the service’s configuration file: change it there, or make another one here.';

/** One detector: how its alerts stand, its settings, and a trial on the past. */
export default function DetectorPage({ id }: { id: string }): React.JSX.Element {
  const query = useQuery();
  const around = useAround();
  const { data, problem, reload } = useLoad(`detector ${id}`, async (signal) => {
    const params = { id };
    const [detector, alerting] = await Promise.all([
      call('getDetector', { params, signal }),
      call('getAlerting', { params, signal }),
    ]);
    return { detector, alerting };
  });
  const part = query.get('part') === 'backtest' ? 'backtest' : 'settings';
  return (
    <Page
      title={data?.detector.name ?? 'Detector'}
      parent={DETECTORS}
      problem={problem ?? around.problem}
      reload={() => {
        reload();
        around.reload();
      }}
      loading={data && around.data ? undefined : 'Loading the detector …'}
      actions={
        data && (
          <>
            {data.detector.provisioned && (
              <Badge color="blue" text="From the configuration" tooltip={IN_THE_FILE} />
            )}
            {!data.detector.enabled && <Badge color="orange" text="Disabled" />}
            <AlertOnThis size="sm" subject={{ detectorId: id, name: data.detector.name }} />
          </>
        )
      }
    >
      {data && around.data && (
        <>
          <AlertingFacts alerting={data.alerting} />
          <TabsBar>
            <Tab
              label="Settings"
              active={part === 'settings'}
              onChangeTab={() => query.set({ part: undefined })}
            />
            <Tab
              label="Backtest"
              active={part === 'backtest'}
              onChangeTab={() => query.set({ part: 'backtest' })}
            />
          </TabsBar>
          <div style={{ paddingTop: 16 }}>
            {part === 'settings' ? (
              <Settings
                key={data.detector.revision}
                detector={data.detector}
                around={around.data}
                onSaved={reload}
              />
            ) : (
              <Trial detector={data.detector} onSaved={reload} />
            )}
          </div>
        </>
      )}
    </Page>
  );
}

function AlertingFacts({ alerting }: { alerting: Alerting }): React.JSX.Element {
  const { budget, threshold_score: threshold, expected_false_alerts_a_week: expected } = alerting;
  const facts = [
    {
      label: 'Alerts in 7 days',
      value: formatNumber(alerting.raised_7d),
      note: `told in ${alerting.raised_groups_7d} ${alerting.raised_groups_7d === 1 ? 'message' : 'messages'}`,
    },
    {
      label: 'Withheld in 7 days',
      value: formatNumber(alerting.withheld_7d),
      note: 'anomalies nobody was told of',
    },
    {
      label: 'An alert needs a score of',
      value: formatScore(threshold),
      note: threshold === null ? 'it has not begun yet' : '',
    },
    {
      label: 'Budget',
      value: budgetText(budget),
      note: expected === null ? '' : `about ${Number(expected.toPrecision(2))} a week expected now`,
    },
  ];
  return <Facts facts={facts} testId="lapwing-detector-facts" />;
}

function Settings(props: {
  detector: DetectorEntry;
  around: Around;
  onSaved: () => void;
}): React.JSX.Element {
  const { detector, around, onSaved } = props;
  const mayNot = useWhyNot();
  const [draft, setDraft] = useState<DetectorDraft>(() => draftOf(detector));
  return (
    <DetectorEditor
      {...{ draft, around }}
      whyNot={detector.provisioned ? IN_THE_FILE : mayNot}
      onChange={setDraft}
      isNew={false}
      saveLabel="Save"
      save={async () => {
        const body = { ...detectorOf(draft), revision: detector.revision };
        await call('changeDetector', { params: { id: detector.id }, body });
        onSaved();
      }}
    />
  );
}

function Trial({ detector, onSaved }: { detector: DetectorEntry; onSaved: () => void }): React.JSX.Element {
  const mayNot = useWhyNot();
  const useBudget = async (falseAlerts: number): Promise<void> => {
    const budget = { per: 'week' as const, false_alerts: falseAlerts };
    await call('changeDetector', {
      params: { id: detector.id },
      body: { ...detector, alert_budget: budget },
    });
    onSaved();
  };
  return (
    <Backtest
      request={() => ({ detector_id: detector.id })}
      whyNot={mayNot}
      keptInAddress
      {...(!detector.provisioned && mayNot === undefined && { onBudget: useBudget })}
    />
  );
}
