import type { PluginExtensionPanelContext } from '@grafana/data';
import { Alert, Button, Stack, TextLink } from '@grafana/ui';
import React, { useState } from 'react';
import { ButtonRow } from '../../grafana/ui/ButtonRow.tsx';
import { AlertOnThis } from '../../alert-rules/AlertOnThis.tsx';
import { APP_ROOT } from '../../ids.ts';
import type { PanelView } from '../dashboard/panel-view.ts';
import { Notice } from '../../grafana/ui/Notice.tsx';
import { type Added, undo } from './add-overlay.ts';
import { showDashboard } from './show-dashboard.ts';
import { useAct } from '../../grafana/ui/use-act.ts';

interface Props {
  added: Added;
  panel: PanelView;
  context: PluginExtensionPanelContext;
  onUndone: () => void;
  onDismiss: () => void;
}

/** The overlay is there: a way back, and on to an alert. */
export function Done({ added, panel, context, onUndone, onDismiss }: Props): React.JSX.Element {
  const { saved, made, noBand } = added;
  const undoing = useAct();
  const [undone, setUndone] = useState(false);
  if (undone) {
    return (
      <>
        <Alert severity="info" title="The overlay was taken back: the dashboard is what it was">
          {made && <Detector {...made} />}
        </Alert>
        <ButtonRow>
          <Button variant="secondary" fill="outline" onClick={onUndone}>
            Look again
          </Button>
          <Button onClick={onDismiss}>Close</Button>
        </ButtonRow>
      </>
    );
  }
  return (
    <div data-testid="lapwing-added">
      <Alert
        severity="success"
        title={`The overlay is on “${panel.title}”${saved.version === undefined ? '' : `: version ${saved.version} of the dashboard`}`}
      >
        <Stack direction="column" alignItems="flex-start" gap={1}>
          {noBand !== undefined && <span>{noBand}</span>}
          {made && <Detector {...made} />}
          <Button
            size="sm"
            variant="secondary"
            icon="corner-up-left"
            disabled={undoing.busy}
            onClick={() =>
              void undoing.run(async () => {
                await undo(added);
                setUndone(true);
              })
            }
          >
            Undo
          </Button>
        </Stack>
      </Alert>
      {undoing.problem && <Notice problem={undoing.problem} />}
      <ButtonRow
        left={
          made && (
            <AlertOnThis
              subject={{ detectorId: made.id, name: made.name }}
              panel={{ dashboardUid: context.dashboard.uid, panelId: panel.id }}
            />
          )
        }
      >
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          Close
        </Button>
        <Button onClick={showDashboard}>Show it</Button>
      </ButtonRow>
    </div>
  );
}

function Detector({ id, name }: { id: string; name: string }): React.JSX.Element {
  return (
    <span>
      The detector <TextLink href={`${APP_ROOT}/detectors/${encodeURIComponent(id)}`}>{name}</TextLink> was
      made. It reads its past first; its anomalies come as it goes.
    </span>
  );
}
