import type { PluginExtensionPanelContext } from '@grafana/data';
import { Alert, Combobox, Field, Stack } from '@grafana/ui';
import type { DetectorInput } from '@lapwing/contract';
import React, { useMemo, useState } from 'react';
import { grafanaRole } from './grafana-role.ts';
import { watching } from '../queries/watched.ts';
import { CurrentOverlay } from './CurrentOverlay.tsx';
import { DraftForm } from './DraftForm.tsx';
import { Footer } from './Footer.tsx';
import { Notice } from './Notice.tsx';
import { Past } from './Past.tsx';
import { NEW, WhoWatches } from './WhoWatches.tsx';
import type { OpenPanel } from './load-panel.ts';
import { firstDraft, serving } from './first-draft.ts';

interface Props {
  open: OpenPanel;
  context: PluginExtensionPanelContext;
  reload: () => void;
  onDismiss: () => void;
}

/** What is known of the panel, and what a person chooses. */
export function Detect({ open, context, reload, onDismiss }: Props): React.JSX.Element {
  const { queries, unsupported, service, variables } = open;
  const [key, setKey] = useState(queries[0]?.key);
  const query = queries.find((one) => one.key === key);
  const found = useMemo(
    () => (query ? watching(service.detectors, query, variables) : []),
    [query, service, variables],
  );
  const draft = useMemo(() => query && firstDraft(open, query, context.title), [open, query, context.title]);
  const [choice, setChoice] = useState<string>();
  const [written, setWritten] = useState<{ of: string; detector: DetectorInput }>();
  const chosen = choice ?? found[0]?.detector.id ?? NEW;
  const existing = found.find(({ detector }) => detector.id === chosen);
  const making = existing ? undefined : written?.of === key ? written?.detector : draft?.detector;
  const whyNotService = grafanaRole() === 'Viewer' ? VIEWER : undefined;

  return (
    <Stack direction="column" gap={2}>
      {open.unsaved && (
        <Alert severity="info" title="The panel on the screen differs from the one that is saved">
          What is saved is looked at here: save the dashboard first if that is not what you mean.
        </Alert>
      )}
      {open.whyNot !== undefined && (
        <Alert severity="warning" title="No overlay can be added to this panel">
          {open.whyNot}
        </Alert>
      )}
      <CurrentOverlay open={open} onChanged={reload} />
      {service.problem && <Notice problem={service.problem} retry={reload} />}
      {queries.length > 1 && (
        <Field label="Query" noMargin>
          <Combobox
            options={queries.map((one) => ({ value: one.key, label: `${one.refId}: ${one.text}` }))}
            value={key ?? null}
            onChange={({ value }) => {
              setKey(value);
              setChoice(undefined);
            }}
          />
        </Field>
      )}
      {unsupported.length > 0 && (
        <Alert
          severity={queries.length > 0 ? 'info' : 'warning'}
          title={cantWatch(unsupported.map(({ refId }) => refId))}
        >
          <ul>
            {unsupported.map(({ refId, why }) => (
              <li key={refId}>
                {refId}: {why}.
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {queries.length === 0 && unsupported.length === 0 && (
        <Alert severity="info" title="This panel has no query of its own that could be watched" />
      )}
      {query && !service.problem && (
        <>
          <WhoWatches query={query} found={found} chosen={chosen} onChoose={setChoice} />
          {making && (
            <DraftForm
              detector={making}
              notes={draft?.notes ?? []}
              sources={serving(service.sources, query)}
              onChange={(detector) => setWritten({ of: query.key, detector })}
            />
          )}
          {!existing && !making && (
            <Alert severity="warning" title="No detector can be made of this query">
              {serving(service.sources, query).length === 0
                ? `The service has no source that reads ${query.kind === 'logs' ? 'OpenSearch' : 'Prometheus'}: add one to its configuration (sources), then look again.`
                : 'Its variables can’t be filled in so that it stays the same query.'}
            </Alert>
          )}
          {(existing ?? making) && (
            <Past
              key={`${query.key} ${chosen}`}
              open={open}
              query={query}
              existing={existing}
              making={making}
              whyNot={whyNotService}
              onBudget={(alert_budget) =>
                making && setWritten({ of: query.key, detector: { ...making, alert_budget } })
              }
              onSaved={reload}
            />
          )}
        </>
      )}
      <Footer
        open={open}
        query={service.problem ? undefined : query}
        existing={existing}
        making={making}
        context={context}
        whyNotService={whyNotService}
        reload={reload}
        onDismiss={onDismiss}
      />
    </Stack>
  );
}

const VIEWER = 'Your role in Grafana is Viewer: you may look, and an editor can change this.';

function cantWatch(refIds: readonly string[]): string {
  return refIds.length === 1
    ? `Query ${refIds[0]} can’t be watched`
    : `Queries ${refIds.join(', ')} can’t be watched`;
}
