import { PluginPage } from '@grafana/runtime';
import { Button, ConfirmModal, LoadingPlaceholder, Stack } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { lapwingSources } from '../../grafana/data-sources.ts';
import { askGrafana } from '../../grafana/grafana-api.ts';
import { ownDashboards } from '../detect-service.ts';
import { Notice } from '../../grafana/ui/Notice.tsx';
import { useAct } from '../../grafana/ui/use-act.ts';
import { useAnyLoad } from '../../grafana/ui/use-any-load.ts';
import { FoundOverlays } from './FoundOverlays.tsx';
import { Report } from './Report.tsx';
import { type Carrying, findOverlays } from './find-overlays.ts';
import { type Removal, removeOverlays } from './remove-overlays.ts';

/** Every panel that carries an overlay of ours, and one button that takes them all off. */
export default function OverlaysPage(): React.JSX.Element {
  const ours = useMemo(() => new Set(lapwingSources().map(({ uid }) => uid)), []);
  const [share, setShare] = useState(0);
  const [asked, setAsked] = useState<Carrying[]>();
  const [report, setReport] = useState<Removal[]>();
  const removing = useAct();
  const { data, problem, loading, reload } = useAnyLoad(() =>
    findOverlays(askGrafana, ownDashboards(), ours, setShare),
  );
  const found = data?.value;
  const removable = found?.carrying.filter((one) => one.removable) ?? [];

  const remove = (all: Carrying[]): Promise<void> =>
    removing.run(async () => {
      setShare(0);
      setReport(await removeOverlays(all, ownDashboards(), ours, setShare));
      reload();
    });

  return (
    <PluginPage
      pageNav={{
        text: 'Overlays',
        subTitle: 'Where Lapwing draws on the dashboards of this Grafana',
      }}
      actions={
        <Button
          variant="destructive"
          icon="trash-alt"
          disabled={removable.length === 0 || removing.busy || loading}
          onClick={() => setAsked(found?.carrying)}
        >
          Remove every overlay
        </Button>
      }
    >
      <Stack direction="column" gap={2}>
        {problem && <Notice problem={problem} retry={reload} />}
        {removing.problem && <Notice problem={removing.problem} retry={reload} />}
        {(loading || removing.busy) && (
          <LoadingPlaceholder
            text={`${removing.busy ? 'Saving the dashboards' : 'Looking through the dashboards'} … ${Math.round(share * 100)} %`}
          />
        )}
        {report && <Report report={report} />}
        {found && (
          <FoundOverlays
            found={found}
            busy={removing.busy || loading}
            onRemove={(one) => void remove([one])}
          />
        )}
      </Stack>
      <ConfirmModal
        isOpen={asked !== undefined}
        title="Remove every overlay"
        body={`Overlays and annotation layers of Lapwing are taken off ${removable.length} dashboards. Each gets a new version, and keeps the earlier ones.`}
        confirmText="Remove them"
        onDismiss={() => setAsked(undefined)}
        onConfirm={() => {
          void remove(asked ?? []);
          setAsked(undefined);
        }}
      />
    </PluginPage>
  );
}
