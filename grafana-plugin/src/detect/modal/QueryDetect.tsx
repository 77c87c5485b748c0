import type { PluginExtensionPanelContext } from '@grafana/data';
import { Alert } from '@grafana/ui';
import type { DetectorInput } from '@lapwing/contract';
import React, { useMemo, useState } from 'react';
import type { PanelQuery } from '../queries/panel-queries.ts';
import { watching } from '../queries/watched.ts';
import type { Choice } from './choice.ts';
import { DraftForm } from './DraftForm.tsx';
import { Footer } from './Footer.tsx';
import { Past } from './Past.tsx';
import { NEW, WhoWatches } from './WhoWatches.tsx';
import { firstDraft, serving } from './first-draft.ts';
import { grafanaRole } from '../../grafana/ui/grafana-role.ts';
import type { OpenPanel } from './load-panel.ts';

interface Props {
  open: OpenPanel;
  query: PanelQuery;
  context: PluginExtensionPanelContext;
  reload: () => void;
  onDismiss: () => void;
}

const VIEWER = 'Your role in Grafana is Viewer: you may look, and an editor can change this.';

/** Who watches one query of the panel, or a detector that will; its past; and what to do with it. */
export function QueryDetect({ open, query, context, reload, onDismiss }: Props): React.JSX.Element {
  const { service, variables } = open;
  const found = useMemo(() => watching(service.detectors, query, variables), [query, service, variables]);
  const draft = useMemo(() => firstDraft(open, query, context.title), [open, query, context.title]);
  const [chosen, setChosen] = useState(found[0]?.detector.id ?? NEW);
  const [written, setWritten] = useState<DetectorInput>();
  const existing = found.find(({ detector }) => detector.id === chosen);
  const making = existing ? undefined : (written ?? draft?.detector);
  const choice: Choice | undefined = existing ? { existing } : making && { making };
  const whyNotService = grafanaRole() === 'Viewer' ? VIEWER : undefined;
  const sources = serving(service.sources, query);

  return (
    <>
      <WhoWatches query={query} found={found} chosen={chosen} onChoose={setChosen} />
      {making && (
        <DraftForm detector={making} notes={draft?.notes ?? []} sources={sources} onChange={setWritten} />
      )}
      {!choice && (
        <Alert severity="warning" title="No detector can be made of this query">
          {sources.length === 0
            ? `The service has no source that reads ${query.kind === 'logs' ? 'OpenSearch' : 'Prometheus'}: add one to its configuration (sources), then look again.`
            : 'Its variables can’t be filled in so that it stays the same query.'}
        </Alert>
      )}
      {choice && (
        <Past
          key={chosen}
          open={open}
          query={query}
          choice={choice}
          whyNot={whyNotService}
          onBudget={(alert_budget) => making && setWritten({ ...making, alert_budget })}
          onSaved={reload}
        />
      )}
      <Footer
        open={open}
        query={query}
        choice={choice}
        context={context}
        whyNotService={whyNotService}
        reload={reload}
        onDismiss={onDismiss}
      />
    </>
  );
}
