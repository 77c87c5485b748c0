import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { Alert, Button, Field, FieldSet, Input, SecretInput, Stack } from '@grafana/ui';
import React, { type ChangeEvent, type FormEvent, useState } from 'react';
import { lastValueFrom } from 'rxjs';
import { APP_ID } from '../../ids.ts';
import { type Check, checkService } from '../../service/check.ts';
import { explain, problemLine } from '../../service/problem.ts';
import { service } from '../service.ts';
import type { AppSettings } from './settings.ts';

const WIDTH = 60;

type Props = PluginConfigPageProps<AppPluginMeta<AppSettings>>;

/** The app's settings: the service's address and key, and a test of both. */
export default function ConfigPage({ plugin }: Props): React.JSX.Element {
  const { jsonData, secureJsonFields, enabled = false, pinned = false } = plugin.meta;
  const [url, setUrl] = useState(jsonData?.serviceUrl ?? '');
  const [key, setKey] = useState('');
  const [keyIsKept, setKeyIsKept] = useState(secureJsonFields?.['apiKey'] === true);
  const [busy, setBusy] = useState(false);
  const [check, setCheck] = useState<Check>();
  const wrongUrl = url !== '' && !isAddress(url);

  async function saveAndTest(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setCheck(undefined);
    try {
      await save({ enabled: true, pinned: enabled ? pinned : true, url, key });
      if (key) setKeyIsKept(true);
      setKey('');
      setCheck(await checkService(service));
    } catch (error) {
      setCheck({ ok: false, message: `The settings could not be saved. ${problemLine(explain(error))}` });
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={(event) => void saveAndTest(event)}>
      <FieldSet label="Lapwing service">
        <Field
          label="Service address"
          description="Where Grafana’s server reaches the scoring service"
          invalid={wrongUrl}
          error="Write a whole address: http://lapwing:8090"
        >
          <Input
            id="lapwing-service-url"
            width={WIDTH}
            placeholder="http://lapwing:8090"
            value={url}
            onChange={(event: ChangeEvent<HTMLInputElement>) => setUrl(event.target.value.trim())}
          />
        </Field>
        <Field
          label="API key"
          description="A key of the service with the role viewer. Grafana keeps it; it never reaches a browser"
        >
          <SecretInput
            id="lapwing-service-key"
            width={WIDTH}
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
        <Button type="submit" disabled={busy || url === '' || wrongUrl || (!keyIsKept && key === '')}>
          {busy ? 'Testing …' : 'Save and test'}
        </Button>
        {check && <Alert severity={check.ok ? 'success' : 'error'} title={check.message} />}
      </Stack>
    </form>
  );
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

async function save(settings: {
  enabled: boolean;
  pinned: boolean;
  url: string;
  key: string;
}): Promise<void> {
  const { enabled, pinned, url, key } = settings;
  await lastValueFrom(
    getBackendSrv().fetch({
      url: `api/plugins/${APP_ID}/settings`,
      method: 'POST',
      showErrorAlert: false,
      data: {
        enabled,
        pinned,
        jsonData: { serviceUrl: url.replace(/\/+$/, '') } satisfies AppSettings,
        // A key that is left out stays as it is.
        ...(key && { secureJsonData: { apiKey: key } }),
      },
    }),
  );
}
