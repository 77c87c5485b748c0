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
}
interface Known {
  detectors: DetectorEntry[];
  sources: SourceInfo[];
}

/** What watches the panel's series already, and a detector of them that is filled in. */
export function DetectFlyout({ core, subject, overlays }: Props): React.JSX.Element {
  const [known, setKnown] = useState<Known>();
  const [problem, setProblem] = useState('');
  const [done, setDone] = useState('');
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let shown = true;
    Promise.all([lapwing(core.http).ask('listDetectors'), lapwing(core.http).ask('listSources')]).then(
      ([{ items: detectors }, { items: sources }]) => {
        if (shown) setKnown({ detectors, sources });
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
  const suggestion = known && suggestionOf(subject, known.sources);
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
        {known && <ExistingDetectors {...{ core, subject, overlays, doing }} detectors={same} />}
        <OverlaysOfChart {...{ overlays, turn, doing }} />
        {suggestion && 'impossible' in suggestion && (
          <EuiText size="s">
            <p>{suggestion.impossible}</p>
          </EuiText>
        )}
        {known && suggestion && 'detector' in suggestion && (
          <NewDetector
            key={suggestion.detector.id}
            {...{ core, overlays, suggestion, doing }}
            sources={known.sources}
          />
        )}
      </EuiFlyoutBody>
    </>
  );
}
