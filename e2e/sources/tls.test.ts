import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOpenSearchSource } from '../../scoring-service/src/sources/opensearch/source.ts';
import { createPrometheusSource } from '../../scoring-service/src/sources/prometheus/source.ts';
import type { ServerSettings } from '../../scoring-service/src/sources/shared/settings.ts';
import {
  needServer,
  startFaultyProxy,
  startOpenSearch,
  startPrometheus,
  type FaultyProxy,
  type RunningOpenSearch,
  type RunningPrometheus,
} from '../servers/index.ts';

const never = new AbortController().signal;
const OK = { status: 'ok', reason: '' };

needServer(
  'opensearch',
  'prometheus',
  'openssl',
)('servers behind a certificate of their own', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-tls-'));
  let cert: string;
  let logs: RunningOpenSearch;
  let metrics: RunningPrometheus;
  let proxies: FaultyProxy[];

  beforeAll(async () => {
    const [key, certificate] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name));
    execFileSync('openssl', [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ],
      ...[
        '-subj',
        '/CN=localhost',
        '-addext',
        'subjectAltName=IP:127.0.0.1',
        '-keyout',
        key,
        '-out',
        certificate,
      ],
    ]);
    cert = readFileSync(certificate, 'utf8');
    const tls = { key: readFileSync(key, 'utf8'), cert };
    [logs, metrics] = await Promise.all([startOpenSearch(), startPrometheus()]);
    proxies = await Promise.all([logs, metrics].map(({ url }) => startFaultyProxy(url, tls)));
  });
  afterAll(async () => {
    await Promise.all([logs, metrics, ...(proxies ?? [])].map((one) => one?.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    [0, 'OpenSearch', createOpenSearchSource],
    [1, 'Prometheus', createPrometheusSource],
  ] as const)(
    '%i %s: trusts the authority it is given, and no other unless told to',
    async (i, _product, create) => {
      const health = async (tls: ServerSettings['tls']) => {
        const source = create({ name: 's', url: proxies[i].url, ...(tls && { tls }) });
        const result = await source.health(never);
        await source.close();
        return result;
      };
      expect(await health(undefined)).toEqual({
        status: 'down',
        reason: expect.stringMatching(/certificate.*tls\.ca/),
      });
      expect(await health({ ca: cert })).toEqual(OK);
      expect(await health({ insecure: true })).toEqual(OK);
    },
  );
});
