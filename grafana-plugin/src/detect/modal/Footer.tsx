import type { PluginExtensionPanelContext } from '@grafana/data';
import { Button, Combobox, Field, Modal } from '@grafana/ui';
import type { DetectorInput } from '@lapwing/contract';
import React, { useState } from 'react';
import { AlertOnThis } from '../../alert-rules/AlertOnThis.tsx';
import type { PanelQuery } from '../queries/panel-queries.ts';
import type { Watching } from '../queries/watched.ts';
import { Done } from './Done.tsx';
import { Notice } from './Notice.tsx';
import { type Added, type Watcher, addOverlay, makeDetector } from './add-overlay.ts';
import type { OpenPanel } from './load-panel.ts';
import { useAct } from './use-act.ts';

interface Props {
  open: OpenPanel;
  query: PanelQuery | undefined;
  existing: Watching | undefined;
  making: DetectorInput | undefined;
  context: PluginExtensionPanelContext;
  whyNotService: string | undefined;
  reload: () => void;
  onDismiss: () => void;
}

/** Adds the overlay, offers to take it back, and leads to an alert. */
export function Footer(props: Props): React.JSX.Element {
  const { open, query, existing, making, context, whyNotService, reload, onDismiss } = props;
  const [uid, setUid] = useState(open.lapwing[0]?.uid);
  const [made, setMade] = useState<Watcher>();
  const [added, setAdded] = useState<Added>();
  const adding = useAct();
  const change = open.panel.queries.some((one) => one.ours);
  // Of a detector that is about to be made the service must be told, too.
  const whyNot = open.whyNot ?? (existing || made ? undefined : whyNotService);
  const watcher: Watcher | undefined = existing ? { ...existing.detector, picked: existing.picked } : made;

  const add = (): Promise<void> =>
    adding.run(async () => {
      if (!query || uid === undefined) return;
      let who = watcher;
      if (who === undefined && making) {
        who = await makeDetector(making, query, open);
        setMade(who);
      }
      if (who) setAdded({ ...(await addOverlay(open, query, who, uid)), made: existing ? undefined : who });
    });

  const make = (): Promise<void> =>
    adding.run(async () => {
      if (query && making) setMade(await makeDetector(making, query, open));
    });

  if (added)
    return (
      <Done added={added} panel={open.panel} context={context} onUndone={reload} onDismiss={onDismiss} />
    );
  return (
    <>
      {adding.problem && (
        <Notice problem={adding.problem} retry={reload}>
          {made && <span>The detector “{made.name}” was made; it is found again when you look again.</span>}
        </Notice>
      )}
      {open.lapwing.length > 1 && query && (
        <Field label="Drawn by" description="Lapwing’s data source for the overlay" noMargin>
          <Combobox
            width={32}
            options={open.lapwing.map((one) => ({ value: one.uid, label: one.name }))}
            value={uid ?? null}
            onChange={({ value }) => setUid(value)}
          />
        </Field>
      )}
      <Modal.ButtonRow
        leftItems={
          existing && (
            <AlertOnThis
              subject={{ detectorId: existing.detector.id, name: existing.detector.name }}
              panel={{ dashboardUid: context.dashboard.uid, panelId: open.panel.id }}
            />
          )
        }
      >
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          Close
        </Button>
        {query && making && !made && open.whyNot !== undefined && (
          <Button disabled={adding.busy || whyNotService !== undefined} onClick={() => void make()}>
            Make the detector
          </Button>
        )}
        {made && open.whyNot !== undefined && <Button onClick={onDismiss}>Made: close</Button>}
        {query && (existing ?? making) && open.whyNot === undefined && (
          <Button
            disabled={adding.busy || whyNot !== undefined || uid === undefined}
            onClick={() => void add()}
          >
            {adding.busy ? 'Saving …' : actionText(existing !== undefined || made !== undefined, change)}
          </Button>
        )}
      </Modal.ButtonRow>
    </>
  );
}

function actionText(isThere: boolean, change: boolean): string {
  const overlay = change ? 'change the overlay' : 'add it to the panel';
  return isThere ? (change ? 'Change the overlay' : 'Add to the panel') : `Make the detector and ${overlay}`;
}
