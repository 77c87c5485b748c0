import type { PluginExtensionPanelContext } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import React from 'react';
import { useAnyLoad } from '../../grafana/ui/use-any-load.ts';
import { Detect } from './Detect.tsx';
import { Notice } from '../../grafana/ui/Notice.tsx';
import { loadPanel } from './load-panel.ts';

interface Props {
  context: PluginExtensionPanelContext;
  onDismiss: () => void;
}

/** "Detect anomalies" of a panel: who watches its query, what they would have told, and the overlay. */
export default function DetectModal({ context, onDismiss }: Props): React.JSX.Element {
  const { data, problem, loading, reload } = useAnyLoad(() => loadPanel(context));
  return (
    <div data-testid="lapwing-detect">
      {problem && !loading && <Notice problem={problem} retry={reload} />}
      {loading && <LoadingPlaceholder text="Looking at the panel …" />}
      {data && !loading && (
        <Detect key={data.round} open={data.value} context={context} reload={reload} onDismiss={onDismiss} />
      )}
    </div>
  );
}
