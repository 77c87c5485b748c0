import type { PluginExtensionPanelContext } from '@grafana/data';
import { Combobox, Field, Stack } from '@grafana/ui';
import React, { useState } from 'react';
import { CurrentOverlay } from './CurrentOverlay.tsx';
import { Notice } from '../../grafana/ui/Notice.tsx';
import { PanelNotices } from './PanelNotices.tsx';
import { QueryDetect } from './QueryDetect.tsx';
import type { OpenPanel } from './load-panel.ts';

interface Props {
  open: OpenPanel;
  context: PluginExtensionPanelContext;
  reload: () => void;
  onDismiss: () => void;
}

/** What is known of the panel, and one of its queries to watch. */
export function Detect({ open, context, reload, onDismiss }: Props): React.JSX.Element {
  const { queries, service } = open;
  const [key, setKey] = useState(queries[0]?.key);
  const query = queries.find((one) => one.key === key);
  return (
    <Stack direction="column" gap={2}>
      <PanelNotices open={open} />
      <CurrentOverlay open={open} onChanged={reload} />
      {service.problem && <Notice problem={service.problem} retry={reload} />}
      {queries.length > 1 && (
        <Field label="Query" noMargin>
          <Combobox
            id="lapwing-detect-query"
            options={queries.map((one) => ({ value: one.key, label: `${one.refId}: ${one.text}` }))}
            value={key ?? null}
            onChange={({ value }) => setKey(value)}
          />
        </Field>
      )}
      {query && !service.problem && (
        <QueryDetect
          key={query.key}
          open={open}
          query={query}
          context={context}
          reload={reload}
          onDismiss={onDismiss}
        />
      )}
    </Stack>
  );
}
