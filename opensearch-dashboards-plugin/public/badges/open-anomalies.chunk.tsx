import React from 'react';
import type { DashboardCore, PanelEmbeddable } from '../../types/dashboards.ts';
import { appLinks } from '../app-links.ts';
import { LookProvider } from '../look/LookProvider.tsx';
import { lookOf } from '../look/look.ts';
import { mountOf } from '../mount.ts';
import { titleOf } from '../panels/panel-subject.ts';
import type { Found } from '../panels/watch.ts';
import { AnomaliesFlyout } from './AnomaliesFlyout.tsx';

/** Opens the list of a panel's anomalies beside the dashboard. */
export function openAnomalies(core: DashboardCore, panel: PanelEmbeddable, found: Found): void {
  const title = titleOf(panel);
  core.overlays.openFlyout(
    mountOf(
      <LookProvider look={lookOf(core.uiSettings)}>
        <AnomaliesFlyout {...{ title, found }} links={appLinks(core)} now={Date.now()} />
      </LookProvider>,
    ),
    { size: 'm', 'data-test-subj': 'lapwingAnomaliesFlyout' },
  );
}
