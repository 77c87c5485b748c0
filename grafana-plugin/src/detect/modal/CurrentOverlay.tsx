import { Alert, Button, Stack } from '@grafana/ui';
import React from 'react';
import { withoutOverlay } from '../dashboard/edit.ts';
import { whyNotSave } from '../dashboard/why-not.ts';
import { ownDashboards } from '../detect-service.ts';
import { Notice } from '../../grafana/ui/Notice.tsx';
import type { OpenPanel } from './load-panel.ts';
import { showDashboard } from './show-dashboard.ts';
import { useAct } from '../../grafana/ui/use-act.ts';

/** The overlay that the panel carries already, with a way to take it off. */
export function CurrentOverlay({
  open,
  onChanged,
}: {
  open: OpenPanel;
  onChanged: () => void;
}): React.JSX.Element | null {
  const { dashboard, panel, ours, service } = open;
  const removing = useAct();
  const overlays = panel.queries.filter((query) => query.ours);
  if (overlays.length === 0) return null;
  const alone = overlays.length === panel.queries.length;
  const names = overlays.map(({ fields }) => {
    const id = typeof fields['detectorId'] === 'string' ? fields['detectorId'] : undefined;
    return service.detectors.find((one) => one.id === id)?.name ?? id ?? 'all that its labels match';
  });
  const whyNot = whyNotSave(dashboard);
  return (
    <Alert
      severity="info"
      title={
        alone ? 'This panel shows Lapwing’s own data' : `This panel carries an overlay: ${names.join(', ')}`
      }
    >
      <Stack direction="column" alignItems="flex-start" gap={1}>
        {alone ? (
          <span>An overlay goes onto a panel that shows your own series.</span>
        ) : (
          <>
            <span>{whyNot ?? 'Take it off, or choose another detector below to put in its place.'}</span>
            {removing.problem && <Notice problem={removing.problem} retry={onChanged} />}
            <Button
              size="sm"
              variant="secondary"
              icon="trash-alt"
              disabled={removing.busy || whyNot !== undefined}
              onClick={() =>
                void removing.run(async () => {
                  const bare = withoutOverlay(dashboard, panel.id, ours);
                  await ownDashboards().save(bare, `Lapwing: overlay taken off panel "${panel.title}"`);
                  showDashboard();
                })
              }
            >
              Remove the overlay
            </Button>
          </>
        )}
      </Stack>
    </Alert>
  );
}
