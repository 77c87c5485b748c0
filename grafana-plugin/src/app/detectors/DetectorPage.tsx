import { Alert, Badge, TabsBar, Tab } from '@grafana/ui';
import { type Alerting, type DetectorEntry, laterWord, wordShown } from '@lapwing/contract';
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
import { ContractError } from '../../service/problem.ts';
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

/** Saved from here, what is left out of it would be erased. */
const NOT_WHOLE =
  'It has settings that this version of the plugin does not know, and saved from here it would lose them. Install the plugin of the service’s version, or change it by the service’s API.';

/** A detector to be changed, or as far as it is known, to be looked at. */
async function readDetector(
  id: string,
  signal: AbortSignal,
): Promise<{ detector: DetectorEntry; whole: boolean }> {
  try {
    return { detector: await call('getDetector', { params: { id }, signal }), whole: true };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return { detector: await call('getDetector', { params: { id }, signal, partly: true }), whole: false };
  }
}

/** One detector: how its alerts stand, its settings, and a trial on the past. */
export default function DetectorPage({ id }: { id: string }): React.JSX.Element {
  const query = useQuery();
  const around = useAround();
  const { data, problem, reload } = useLoad(`detector ${id}`, async (signal) => {
    const [read, alerting] = await Promise.all([
      readDetector(id, signal),
      call('getAlerting', { params: { id }, signal }),
    ]);
    return { ...read, alerting };
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
                {...{ detector: data.detector, whole: data.whole }}
                around={around.data}
                onSaved={reload}
              />
            ) : (
              <Trial {...{ detector: data.detector, whole: data.whole }} onSaved={reload} />
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

interface PartProps {
  detector: DetectorEntry;
  /** Every setting of it is known here. */
  whole: boolean;
  onSaved: () => void;
}

function Settings(props: PartProps & { around: Around }): React.JSX.Element {
  const { detector, whole, around, onSaved } = props;
  const mayNot = useWhyNot();
  const [draft, setDraft] = useState<DetectorDraft>(() => draftOf(detector));
  if (laterWord(detector.query, 'type') !== undefined) {
    return (
      <Alert severity="info" title={`Its query is of the kind ${wordShown(detector.query, 'type')}`}>
        {NOT_WHOLE}
      </Alert>
    );
  }
  return (
    <DetectorEditor
      {...{ draft, around }}
      whyNot={detector.provisioned ? IN_THE_FILE : whole ? mayNot : NOT_WHOLE}
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

function Trial({ detector, whole, onSaved }: PartProps): React.JSX.Element {
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
      {...(!detector.provisioned && whole && mayNot === undefined && { onBudget: useBudget })}
    />
  );
}
