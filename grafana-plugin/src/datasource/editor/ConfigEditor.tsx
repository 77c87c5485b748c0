import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Field, Input, SecretInput } from '@grafana/ui';
import React, { type ChangeEvent } from 'react';
import { DEFAULT_TIME_LIMIT_MS, type LapwingOptions, type LapwingSecrets } from '../query.ts';

/** Wide enough for an address; on a phone as wide as the page. */
const WIDTH = { maxWidth: 400 };

/** The data source's settings: where the service is, its key, and how long a query may take. */
export default function ConfigEditor({
  options,
  onOptionsChange,
}: DataSourcePluginOptionsEditorProps<LapwingOptions, LapwingSecrets>): React.JSX.Element {
  const setSecret = (apiKey: string, kept: boolean): void =>
    onOptionsChange({
      ...options,
      secureJsonFields: { ...options.secureJsonFields, apiKey: kept },
      secureJsonData: { ...options.secureJsonData, apiKey },
    });
  return (
    <div style={WIDTH}>
      <Field label="Service address" description="Where Grafana's server reaches the Lapwing scoring service">
        <Input
          id="lapwing-url"
          placeholder="http://lapwing:8090"
          value={options.url}
          onChange={(event: ChangeEvent<HTMLInputElement>) =>
            onOptionsChange({ ...options, url: event.target.value.trim() })
          }
        />
      </Field>
      <Field
        label="API key"
        description="A key of the service with the role viewer. It is kept by Grafana and never reaches a browser"
      >
        <SecretInput
          id="lapwing-key"
          placeholder="lpw_…"
          isConfigured={options.secureJsonFields['apiKey'] === true}
          value={options.secureJsonData?.apiKey ?? ''}
          onChange={(event: ChangeEvent<HTMLInputElement>) => setSecret(event.target.value.trim(), false)}
          onReset={() => setSecret('', false)}
        />
      </Field>
      <Field
        label="Time limit"
        description="Milliseconds a query may take. A panel with several data sources waits for its slowest one"
      >
        <Input
          id="lapwing-limit"
          type="number"
          min={100}
          step={100}
          placeholder={String(DEFAULT_TIME_LIMIT_MS)}
          value={options.jsonData.timeLimitMs ?? ''}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            const limit = event.target.valueAsNumber;
            onOptionsChange({
              ...options,
              jsonData: { ...options.jsonData, timeLimitMs: limit > 0 ? limit : undefined },
            });
          }}
        />
      </Field>
    </div>
  );
}
