import { EuiButtonEmpty, EuiSpacer, EuiText } from '@elastic/eui';
import type { DetectorEntry } from '@lapwing/contract';
import React from 'react';
import type { DashboardCore } from '../../types/dashboards.ts';
import { lapwing } from '../service/ask.ts';
import type { PanelSubject } from '../panels/panel-subject.ts';
import { labelsOf } from './labels-of.ts';
import type { ChartOverlays } from './OverlaysOfChart.tsx';
import { RemoveDetector } from './RemoveDetector.tsx';

interface Props {
  core: DashboardCore;
  subject: PanelSubject;
  detectors: readonly DetectorEntry[];
  overlays: ChartOverlays;
  doing(work: () => Promise<string>): void;
  /** Called when one is gone. */
  changed(): void;
  mayRemove: boolean;
}

/** Detectors that watch what the panel shows; each can be marked on the chart. */
export function ExistingDetectors({
  core,
  subject,
  detectors,
  overlays,
  doing,
  changed,
  mayRemove,
}: Props): React.JSX.Element | null {
  if (detectors.length === 0) return null;
  return (
    <>
      <EuiText size="s">
        <h3>Watched already</h3>
        {overlays.why !== '' && <p>Anomalies can’t be marked on this panel. {overlays.why}</p>}
      </EuiText>
      <EuiSpacer size="s" />
      {detectors.map((detector) => (
        <div key={detector.id} data-test-subj="lapwingWatching">
          <EuiText size="s">
            <p>
              <strong>{detector.name}</strong>, every {detector.interval}
              {splitsOf(detector)}
              {detector.enabled ? '' : ', switched off'}
            </p>
          </EuiText>
          {overlays.why === '' && (
            <EuiButtonEmpty size="s" iconType="visLine" onClick={() => mark(detector)}>
              Mark its anomalies on this chart
            </EuiButtonEmpty>
          )}
          <EuiButtonEmpty size="s" iconType="bell" onClick={() => void alert(detector)}>
            Alert in OpenSearch
          </EuiButtonEmpty>
          {mayRemove && !detector.provisioned && (
            <RemoveDetector name={detector.name} remove={() => remove(detector)} />
          )}
          <EuiSpacer size="s" />
        </div>
      ))}
      <EuiSpacer size="m" />
    </>
  );

  function mark(detector: DetectorEntry): void {
    doing(async () => {
      await overlays.add({ detectorId: detector.id, labels: labelsOf(subject, detector) });
      return `Anomalies of ${detector.name} are marked on this chart`;
    });
  }
  function remove({ id, name }: DetectorEntry): void {
    doing(async () => {
      await overlays.remove(await overlays.everywhere(id));
      await lapwing(core.http).ask('deleteDetector', { params: { id } });
      changed();
      return `${name} is watched no more: the detector is gone, with its anomalies and overlays`;
    });
  }
  async function alert({ id, name }: DetectorEntry): Promise<void> {
    const { openAlerting } = await import('../alerts/open-alerting.chunk.tsx');
    openAlerting(core, { id, name });
  }
}

function splitsOf({ query }: DetectorEntry): string {
  const splits = query.type === 'opensearch' ? query.split_by : [];
  return splits.length === 0 ? '' : `, a series for each ${splits.join(' and ')}`;
}
