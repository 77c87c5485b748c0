import React from 'react';
import type { DashboardCore } from '../../types/dashboards.ts';
import { mountOf } from '../mount.ts';
import { lapwing } from '../service/ask.ts';
import { PanelEditor } from './PanelEditor.tsx';
import { PanelSettings, SETTINGS_KEY } from './settings.ts';

/**
 * Asks a person what a panel is to show. Gives the changes to its input; does not end where they close the form without
 * saving, so that nothing is added or changed.
 */
export function openEditor(
  core: DashboardCore,
  input: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    const flyout = core.overlays.openFlyout(
      mountOf(
        <PanelEditor
          lapwing={lapwing(core.http)}
          settings={PanelSettings.parse(input[SETTINGS_KEY])}
          save={(settings, title) => {
            resolve({ [SETTINGS_KEY]: settings, title });
            void flyout.close();
          }}
        />,
      ),
      { size: 's', 'data-test-subj': 'lapwingEditor' },
    );
  });
}
