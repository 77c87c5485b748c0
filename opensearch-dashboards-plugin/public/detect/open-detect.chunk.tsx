import React from 'react';
import type { DashboardCore, PanelEmbeddable } from '../../types/dashboards.ts';
import { mountOf } from '../mount.ts';
import { ENABLED, MOST_OBJECTS, augmentations } from '../overlays/augmentation.ts';
import { savedIdOf, whyNoOverlay } from '../overlays/eligibility.ts';
import type { PanelSubject } from '../panels/panel-subject.ts';
import { DetectFlyout } from './DetectFlyout.tsx';
import type { ChartOverlays } from './OverlaysOfChart.tsx';

interface Opening {
  core: DashboardCore;
  panel: PanelEmbeddable;
  subject: PanelSubject;
  /** Whether OpenSearch Dashboards draws overlays. */
  augmenter: boolean;
  /** Called when a detector was made, or is gone. */
  changed: () => void;
}

/** Opens *Detect anomalies* beside the dashboard. */
export function openDetect({ core, panel, subject, augmenter, changed }: Opening): void {
  const enabled = augmenter && core.uiSettings.get(ENABLED) !== false;
  const visId = savedIdOf(panel);
  const saved = augmentations(core.savedObjects, () => core.uiSettings.get(MOST_OBJECTS));
  const overlays: ChartOverlays = {
    why: whyNoOverlay(panel, augmenter, enabled),
    // Where nothing draws overlays there is no such kind of saved object, and asking for it is an error.
    list: async () => (visId === undefined || !augmenter ? [] : (await saved.of(visId)).ours),
    everywhere: (detectorId) => (augmenter ? saved.all(detectorId) : Promise.resolve([])),
    async add(args) {
      if (visId !== undefined) await saved.add(visId, args);
      panel.reload?.();
    },
    async remove(ids) {
      await saved.remove(ids);
      panel.reload?.();
    },
  };
  core.overlays.openFlyout(mountOf(<DetectFlyout {...{ core, subject, overlays, changed }} />), {
    ...{ size: 'm', 'data-test-subj': 'lapwingDetect' },
  });
}
