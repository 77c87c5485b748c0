import { Alert, Combobox, Field } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { askGrafana } from '../grafana/grafana-api.ts';
import { whyNoAlerts } from './rule-sources.ts';
import type { RuleSource } from './rule.ts';

interface Props {
  sources: readonly (RuleSource & { name: string })[];
  source: RuleSource & { name: string };
  onChange: (uid: string) => void;
}

/** The data source that the rule reads, and a look whether Lapwing is in it. */
export function SourceField({ sources, source, onChange }: Props): React.JSX.Element {
  const [why, setWhy] = useState<string>();
  useEffect(() => {
    let wanted = true;
    setWhy(undefined);
    whyNoAlerts(askGrafana, source).then(
      (reason) => wanted && setWhy(reason),
      (error: unknown) =>
        wanted && setWhy(`It could not be asked: ${error instanceof Error ? error.message : String(error)}`),
    );
    return () => {
      wanted = false;
    };
  }, [source.uid]);
  return (
    <>
      <Field
        label="Reads"
        description={
          source.kind === 'metrics'
            ? 'Lapwing’s metrics in this Prometheus'
            : 'Lapwing’s anomalies in this OpenSearch'
        }
        noMargin
      >
        <Combobox
          id="lapwing-rule-source"
          width={40}
          options={sources.map(({ uid, name, type }) => ({ value: uid, label: name, description: type }))}
          value={source.uid}
          onChange={({ value }) => onChange(value)}
        />
      </Field>
      {why !== undefined && (
        <Alert severity="warning" title={`The rule would never fire on ${source.name}`}>
          {why}
        </Alert>
      )}
    </>
  );
}
