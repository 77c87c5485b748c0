import type { AppPluginMeta } from '@grafana/data';
import { Alert, Button, Field, FieldSet, Input, SecretInput, Stack } from '@grafana/ui';
import React, { type ChangeEvent, type FormEvent, useState } from 'react';
import { type Check, checkService } from '../../service/check.ts';
import { explain, problemLine } from '../../service/problem.ts';
import { service } from '../service.ts';
import { saveSettings } from './save-settings.ts';
import type { AppSettings } from './settings.ts';

interface Props {
  meta: AppPluginMeta<AppSettings>;
  /** Why this person may not change them; the test is for everybody. */
  whyNot?: string | undefined;
}

/** The service's address and key, and a test of both. */
export function ConnectionForm({ meta, whyNot }: Props): React.JSX.Element {
  const [url, setUrl] = useState(meta.jsonData?.serviceUrl ?? '');
  const [key, setKey] = useState('');
  const [keyIsKept, setKeyIsKept] = useState(meta.secureJsonFields?.['apiKey'] === true);
  const [busy, setBusy] = useState(false);
  const [check, setCheck] = useState<Check>();
  const wrongUrl = url !== '' && !isAddress(url);
  const mayNot = whyNot !== undefined;

  async function saveAndTest(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setCheck(undefined);
    try {
      if (!mayNot) {
        await saveSettings(meta, { settings: { serviceUrl: url.replace(/\/+$/, '') }, key });
        if (key) setKeyIsKept(true);
        setKey('');
      }
      setCheck(await checkService(service, { pluginVersion: meta.info.version }));
    } catch (error) {
      setCheck({ ok: false, message: `The settings could not be saved. ${problemLine(explain(error))}` });
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={(event) => void saveAndTest(event)} style={{ maxWidth: 560 }}>
      <FieldSet label="Lapwing service">
        {mayNot && <p>{whyNot}</p>}
        <Field
          label="Service address"
          description="Where Grafana’s server reaches the scoring service"
          invalid={wrongUrl}
          error="Write a whole address: http://lapwing:8787"
          disabled={mayNot}
        >
          <Input
            id="lapwing-service-url"
            placeholder="http://lapwing:8787"
            value={url}
            onChange={(event: ChangeEvent<HTMLInputElement>) => setUrl(event.target.value.trim())}
          />
        </Field>
        <Field
          label="API key"
          description="Of the service: with the role editor, editors can change things here; with viewer, nobody can. Grafana keeps it; it never reaches a browser"
          disabled={mayNot}
        >
          <SecretInput
            id="lapwing-service-key"
            placeholder="lpw_…"
            isConfigured={keyIsKept}
            value={key}
            onChange={(event: ChangeEvent<HTMLInputElement>) => setKey(event.target.value.trim())}
            onReset={() => {
              setKeyIsKept(false);
              setKey('');
            }}
          />
        </Field>
      </FieldSet>
      <Stack direction="column" gap={2} alignItems="flex-start">
        <Button
          type="submit"
          disabled={busy || (!mayNot && (url === '' || wrongUrl || (!keyIsKept && key === '')))}
        >
          {busy ? 'Testing …' : mayNot ? 'Test' : 'Save and test'}
        </Button>
        <div role="status">
          {check && <Alert severity={check.ok ? 'success' : 'error'} title={check.message} />}
        </div>
      </Stack>
    </form>
  );
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
