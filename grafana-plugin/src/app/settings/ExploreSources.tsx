import { css } from '@emotion/css';
import type { AppPluginMeta, GrafanaTheme2 } from '@grafana/data';
import { Combobox, Field, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import { chosenSource, forgetExploreChoice, ownSources } from '../../explore/own-sources.ts';
import type { ExploreKind } from '../../explore/queries.ts';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { ChangeButton } from '../access/ChangeButton.tsx';
import { saveSettings } from '../config/save-settings.ts';
import type { AppSettings } from '../config/settings.ts';
import { useAction } from '../use-action.ts';

const KINDS: readonly { kind: ExploreKind; label: string; missing: string }[] = [
  { kind: 'metrics', label: 'Metrics', missing: 'there is no Prometheus among your data sources' },
  { kind: 'logs', label: 'Logs', missing: 'there is no OpenSearch or Elasticsearch among your data sources' },
  { kind: 'traces', label: 'Traces', missing: 'there is no Jaeger or Tempo among your data sources' },
];
const WIDTH = 40;

/** Which of the person's data sources links to Explore use. */
export function ExploreSources(props: {
  meta: AppPluginMeta<AppSettings>;
  whyNot: string | undefined;
}): React.JSX.Element {
  const { meta, whyNot } = props;
  const [choice, setChoice] = useState(meta.jsonData?.explore ?? {});
  const [saved, setSaved] = useState(false);
  const { busy, problem, run, clear } = useAction();
  const quiet = useStyles2(getStyles);
  const some = KINDS.some(({ kind }) => ownSources(kind).length > 0);
  const save = (): void =>
    void run(() => saveSettings(meta, { settings: { explore: choice } })).then((done) => {
      if (done) forgetExploreChoice();
      setSaved(done);
    });
  return (
    <div>
      <p>A suspect’s metric, its log lines and its traces open in Explore with these.</p>
      {KINDS.map(({ kind, label, missing }) => {
        const sources = ownSources(kind);
        if (sources.length === 0) {
          return (
            <p key={kind} className={quiet}>
              {label}: {missing}, so there are no links.
            </p>
          );
        }
        return (
          <Field key={kind} label={label} htmlFor={`lapwing-explore-${kind}`} disabled={whyNot !== undefined}>
            <Combobox
              id={`lapwing-explore-${kind}`}
              options={sources.map(({ uid, name, type }) => ({ value: uid, label: name, description: type }))}
              value={chosenSource({ kind }, choice)?.uid ?? null}
              onChange={({ value }: { value: string }) => {
                setSaved(false);
                setChoice({ ...choice, [kind]: value });
              }}
              disabled={whyNot !== undefined}
              width={WIDTH}
            />
          </Field>
        );
      })}
      {problem && <ProblemAlert problem={problem} retry={clear} action="Close" />}
      {some && (
        <ChangeButton variant="secondary" whyNot={whyNot} busy={busy} onClick={save}>
          Save
        </ChangeButton>
      )}
      <span role="status"> {saved && 'Saved.'}</span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2): string =>
  css({ color: theme.colors.text.secondary, margin: theme.spacing(0, 0, 0.5) });
