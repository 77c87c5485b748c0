import { EuiCallOut, EuiFlyoutBody, EuiFlyoutHeader, EuiSpacer, EuiText, EuiTitle } from '@elastic/eui';
import type { DetectorEntry, SourceInfo } from '@lapwing/contract';
import React, { useEffect, useState } from 'react';
import type { DashboardCore } from '../../types/dashboards.ts';
import { lapwing } from '../service/ask.ts';
import { wordsOf } from '../service/words-of.ts';
import { watchesSame } from '../panels/concerns.ts';
import type { PanelSubject } from '../panels/panel-subject.ts';
import { ExistingDetectors } from './ExistingDetectors.tsx';
import { NewDetector } from './NewDetector.tsx';
import { type ChartOverlays, OverlaysOfChart } from './OverlaysOfChart.tsx';
import { suggestionOf } from './suggestion.ts';

interface Props {
  core: DashboardCore;
  subject: PanelSubject;
  overlays: ChartOverlays;
  /** A detector was made, or is gone. */
  changed(): void;
}
interface Known {
  detectors: DetectorEntry[];
  /** Undefined where the indices answer, which know none. */
  sources: SourceInfo[] | undefined;
  /** Why the person can make and remove no detector; empty when they can. */
  whyNot: string;
}

/** What watches the panel's series already, and a detector of them that is filled in. */
export function DetectFlyout({ core, subject, overlays, changed }: Props): React.JSX.Element {
  const [known, setKnown] = useState<Known>();
  const [problem, setProblem] = useState('');
  const [done, setDone] = useState('');
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let shown = true;
    load(core).then(
      (now) => {
        if (shown) setKnown(now);
      },
      (error: unknown) => {
        if (shown) setProblem(wordsOf(error));
      },
    );
    return () => {
      shown = false;
    };
  }, [core, turn]);
  /** Does what a button asks for and says how it went. */
  const doing = (work: () => Promise<string>): void => {
    setProblem('');
    setDone('');
    work().then(
      (said) => {
        setDone(said);
        setTurn((times) => times + 1);
      },
      (error: unknown) => setProblem(wordsOf(error)),
    );
  };
  const same = known?.detectors.filter((one) => watchesSame(subject, one)) ?? [];
  const suggestion = known?.sources && suggestionOf(subject, known.sources);
  return (
    <>
      <EuiFlyoutHeader hasBorder>
        <EuiTitle size="s">
          <h2>Detect anomalies{subject.title === '' ? '' : ` in ${subject.title}`}</h2>
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
        {(problem !== '' || done !== '') && <EuiSpacer size="m" />}
        {known && (
          <ExistingDetectors
            {...{ core, subject, overlays, doing, changed }}
            detectors={same}
            mayRemove={known.whyNot === ''}
          />
        )}
        <OverlaysOfChart {...{ overlays, turn, doing }} />
        {suggestion && 'impossible' in suggestion && (
          <EuiText size="s">
            <p>{suggestion.impossible}</p>
          </EuiText>
        )}
        {known && known.whyNot !== '' && (
          <EuiCallOut size="s" title="You can’t make a detector here" data-test-subj="lapwingWhyNot">
            <p>{known.whyNot}</p>
          </EuiCallOut>
        )}
        {known?.sources && known.whyNot === '' && suggestion && 'detector' in suggestion && (
          <NewDetector
            key={suggestion.detector.id}
            {...{ core, overlays, suggestion, doing, changed }}
            sources={known.sources}
          />
        )}
      </EuiFlyoutBody>
    </>
  );
}

async function load(core: DashboardCore): Promise<Known> {
  const asked = lapwing(core.http);
  const [{ why_not_change: whyNot, offers }, { items: detectors }] = await Promise.all([
    asked.status(),
    asked.ask('listDetectors'),
  ]);
  const known = offers.includes('listSources');
  return { whyNot, detectors, sources: known ? (await asked.ask('listSources')).items : undefined };
}
