import type { PluginExtensionPanelContext } from '@grafana/data';
import { Button, Combobox, Field } from '@grafana/ui';
import React, { useState } from 'react';
import { ButtonRow } from '../../grafana/ui/ButtonRow.tsx';
import { AlertOnThis } from '../../alert-rules/AlertOnThis.tsx';
import type { PanelQuery } from '../queries/panel-queries.ts';
import type { Choice } from './choice.ts';
import { Done } from './Done.tsx';
import { Notice } from '../../grafana/ui/Notice.tsx';
import type { OpenPanel } from './load-panel.ts';
import { type Adding, useAdding } from './use-adding.ts';

interface Props {
  open: OpenPanel;
  query: PanelQuery;
  /** Undefined where no detector can be made of the query. */
  choice: Choice | undefined;
  context: PluginExtensionPanelContext;
  whyNotService: string | undefined;
  reload: () => void;
  onDismiss: () => void;
}

/** Adds the overlay, offers to take it back, and leads to an alert. */
export function Footer(props: Props): React.JSX.Element {
  const { open, query, choice, context, whyNotService, reload, onDismiss } = props;
  const [uid, setUid] = useState(open.lapwing[0]?.uid);
  const adding = useAdding({ open, query, choice, uid });
  const { made, added } = adding;
  const told = choice?.existing?.detector ?? made;

  if (added) {
    return (
      <Done added={added} panel={open.panel} context={context} onUndone={reload} onDismiss={onDismiss} />
    );
  }
  return (
    <>
      {adding.problem && (
        <Notice problem={adding.problem} retry={reload}>
          {made && <span>The detector “{made.name}” was made; it is found again when you look again.</span>}
        </Notice>
      )}
      {open.lapwing.length > 1 && (
        <Field label="Drawn by" description="Lapwing’s data source for the overlay" noMargin>
          <Combobox
            id="lapwing-detect-drawn-by"
            width={32}
            options={open.lapwing.map((one) => ({ value: one.uid, label: one.name }))}
            value={uid ?? null}
            onChange={({ value }) => setUid(value)}
          />
        </Field>
      )}
      <ButtonRow
        left={
          told && (
            <AlertOnThis
              subject={{ detectorId: told.id, name: told.name }}
              panel={{ dashboardUid: context.dashboard.uid, panelId: open.panel.id }}
            />
          )
        }
      >
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          Close
        </Button>
        {choice && (
          <MainButton
            adding={adding}
            isThere={told !== undefined}
            carries={open.panel.queries.some((one) => one.ours)}
            canOverlay={open.whyNot === undefined}
            mayMake={whyNotService === undefined}
          />
        )}
      </ButtonRow>
    </>
  );
}

interface MainProps {
  adding: Adding;
  /** The detector is there already. */
  isThere: boolean;
  /** The panel has an overlay. */
  carries: boolean;
  canOverlay: boolean;
  /** Whether the service may be told to make a detector. */
  mayMake: boolean;
}

/** What there is to do: an overlay, or where none can be laid over the panel the detector alone. */
function MainButton({ adding, isThere, carries, canOverlay, mayMake }: MainProps): React.JSX.Element | null {
  const { busy, add, make, made } = adding;
  if (!canOverlay && isThere) return made ? <span>The detector is made.</span> : null;
  const overlay = carries ? 'change the overlay' : 'add it to the panel';
  const text = canOverlay ? `Make the detector and ${overlay}` : 'Make the detector';
  return (
    <Button disabled={busy || (!isThere && !mayMake)} onClick={canOverlay ? add : make}>
      {busy ? 'Saving …' : isThere ? (carries ? 'Change the overlay' : 'Add to the panel') : text}
    </Button>
  );
}
