import {
  EuiButton,
  EuiCallOut,
  EuiFieldNumber,
  EuiFieldText,
  EuiFlyoutBody,
  EuiFlyoutHeader,
  EuiFormRow,
  EuiSelect,
  EuiSpacer,
  EuiText,
  EuiTitle,
} from '@elastic/eui';
import type { Severity } from '@lapwing/contract';
import { SEVERITIES, severityName } from '@lapwing/visuals';
import React, { useEffect, useState } from 'react';
import type { AlertingStatus } from '../../common/alerting/wishes.ts';
import { wordsOf } from '../service/words-of.ts';
import type { Alerting } from './alerting.ts';
import { NewChannel } from './NewChannel.tsx';

interface Props {
  alerting: Alerting;
  detector: { id: string; name: string };
  /** Address of the app, for links in messages. */
  appUrl: string;
}

const NO_CHANNEL = '';
/** Fewer false ones than at HIGH, where a detector of hundreds of series has one or two a week. */
const DEFAULT_SEVERITY: Severity = 'CRITICAL';

/** Makes a monitor of a detector's scores in OpenSearch's alerting. */
export function AlertingFlyout({ alerting, detector, appUrl }: Props): React.JSX.Element {
  const [status, setStatus] = useState<AlertingStatus>();
  const [problem, setProblem] = useState('');
  const [done, setDone] = useState('');
  const [name, setName] = useState(`Lapwing: ${detector.name}`);
  const [severity, setSeverity] = useState<Severity>(DEFAULT_SEVERITY);
  const [everyMinutes, setEveryMinutes] = useState(1);
  const [channelId, setChannelId] = useState(NO_CHANNEL);
  const look = (): void =>
    void alerting.status().then(setStatus, (error: unknown) => setProblem(wordsOf(error)));
  useEffect(look, [alerting]);
  const doing = (work: () => Promise<string>): void => {
    setProblem('');
    setDone('');
    work().then(setDone, (error: unknown) => setProblem(wordsOf(error)));
  };
  return (
    <>
      <EuiFlyoutHeader hasBorder>
        <EuiTitle size="s">
          <h2>Alert in OpenSearch on {detector.name}</h2>
        </EuiTitle>
      </EuiFlyoutHeader>
      <EuiFlyoutBody>
        <div aria-live="polite">
          {problem !== '' && (
            <EuiCallOut title={problem} color="danger" iconType="alert" data-test-subj="lapwingProblem" />
          )}
          {done !== '' && (
            <EuiCallOut title={done} color="success" iconType="check" data-test-subj="lapwingDone" />
          )}
        </div>
        <EuiSpacer size="s" />
        {status && status.why_no_monitor !== '' && (
          <EuiCallOut
            title="No monitor can be made here"
            iconType="iInCircle"
            data-test-subj="lapwingNoMonitor"
          >
            <p>{status.why_no_monitor}</p>
          </EuiCallOut>
        )}
        {status?.why_no_monitor === '' && form(status)}
      </EuiFlyoutBody>
    </>
  );

  function form({ channels, why_no_channel: whyNoChannel }: AlertingStatus): React.JSX.Element {
    return (
      <>
        <EuiText size="s">
          <p>
            A monitor gives one alert for each series, with its labels, the actual and the expected value. It
            looks at the scores that were written since it looked last, so that late ones count too.
          </p>
        </EuiText>
        <EuiSpacer size="m" />
        <EuiFormRow label="Monitor">
          <EuiFieldText value={name} onChange={({ target }) => setName(target.value)} />
        </EuiFormRow>
        <EuiFormRow label="From severity">
          <EuiSelect
            options={[...SEVERITIES].reverse().map((one) => ({ value: one, text: severityName(one) }))}
            value={severity}
            onChange={({ target }) => setSeverity(SEVERITIES.find((one) => one === target.value) ?? severity)}
          />
        </EuiFormRow>
        <EuiFormRow label="Minutes between looks">
          <EuiFieldNumber
            min={1}
            value={everyMinutes}
            onChange={({ target }) => setEveryMinutes(Math.round(Number(target.value)))}
          />
        </EuiFormRow>
        <EuiFormRow label="Tell" helpText={whyNoChannel === '' ? undefined : whyNoChannel}>
          <EuiSelect
            options={[
              { value: NO_CHANNEL, text: 'nobody: alerts stand in Alerting alone' },
              ...channels.map(({ id, name: called, type }) => ({ value: id, text: `${called} (${type})` })),
            ]}
            value={channelId}
            onChange={({ target }) => setChannelId(target.value)}
          />
        </EuiFormRow>
        {whyNoChannel === '' && (
          <NewChannel
            make={(wish) =>
              doing(async () => {
                const id = await alerting.makeChannel(wish);
                setChannelId(id);
                look();
                return `The channel ${wish.name} is made`;
              })
            }
          />
        )}
        <EuiSpacer size="m" />
        <EuiButton fill data-test-subj="lapwingMakeMonitor" onClick={() => doing(makeMonitor)}>
          Create monitor
        </EuiButton>
      </>
    );
  }

  async function makeMonitor(): Promise<string> {
    await alerting.makeMonitor({
      ...{ name, severity, everyMinutes, appUrl },
      ...{ detectorId: detector.id, detectorName: detector.name },
      ...(channelId !== NO_CHANNEL && { channelId }),
    });
    return `The monitor ${name} is made: Alerting lists it`;
  }
}
