import React from 'react';
import { PLUGIN_ID } from '../../common/ids.ts';
import type { DashboardCore } from '../../types/dashboards.ts';
import { mountOf } from '../mount.ts';
import { AlertingFlyout } from './AlertingFlyout.tsx';
import { alertingOf } from './alerting.ts';

/** Opens the form of a monitor beside what is shown. */
export function openAlerting(core: DashboardCore, detector: { id: string; name: string }): void {
  const appUrl = new URL(core.application.getUrlForApp(PLUGIN_ID), window.location.href).href.replace(
    /\/$/,
    '',
  );
  core.overlays.openFlyout(
    mountOf(<AlertingFlyout alerting={alertingOf(core.http)} {...{ detector, appUrl }} />),
    {
      ...{ size: 'm', 'data-test-subj': 'lapwingAlerting' },
    },
  );
}
