import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseConfig } from '../config/load.ts';
import { LapwingError } from '../errors.ts';
import { INGEST_SOURCE } from '../sources/ingest/ingest-source.ts';
import { givenServer, type GivenServer, type TlsOptions } from './init-address.ts';
import { lookAndCheck } from './init-look.ts';
import { configText, type CheckedProposal, type SourceFinding } from './init-yaml.ts';

export interface InitOptions extends TlsOptions {
  opensearch?: string;
  prometheus?: string;
  jaeger?: string;
  output: string;
  force?: boolean;
}

/** Names of the sources in the file. */
const NAMES = { opensearch: 'logs', prometheus: 'metrics', jaeger: 'traces' } as const;

/** `lapwing init`: looks at the servers and writes a commented `lapwing.yaml` to start with. Says what it found. */
export async function init(
  options: InitOptions,
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<void> {
  refuseOverwrite(options);
  const given = (['opensearch', 'prometheus', 'jaeger'] as const).flatMap((type) => {
    const url = options[type];
    return url === undefined ? [] : [givenServer(type, url, options, env)];
  });
  if (given.length === 0) {
    throw new LapwingError('BAD_REQUEST', {
      message: 'there is nothing to look at',
      where: 'lapwing init',
      hint: 'Give --opensearch URL, --prometheus URL, --jaeger URL, or several of them.',
    });
  }
  const signal = new AbortController().signal;
  const taken = new Set<string>([INGEST_SOURCE]);
  const findings: SourceFinding[] = [];
  const proposals: CheckedProposal[] = [];
  for (const server of given) {
    const name = NAMES[server.section.type];
    const { look, checked } = await lookAndCheck(name, server, taken, signal);
    findings.push({ name, section: server.section, notes: look.notes });
    proposals.push(...checked);
    for (const line of look.notes) say(`${server.section.url}: ${line}`);
  }
  const logs = given.find(({ section }) => section.type === 'opensearch')?.section;
  const text = configText(findings, logs && connection(logs), proposals);
  // The file must be one that `serve` takes: a mistake here is ours, and is found here.
  const placeholders = { OPENSEARCH_PASSWORD: '-', PROMETHEUS_PASSWORD: '-', JAEGER_PASSWORD: '-', ...env };
  parseConfig(text, options.output, path.resolve(path.dirname(options.output)), placeholders);
  write(options, text);
  say(
    `${options.output}: ${proposals.length} detectors. Read it, then run: lapwing serve --config ${options.output}`,
  );
}

/** Where scores are written: the server that the logs are in. */
function connection({ url, auth, tls }: GivenServer['section']): Record<string, unknown> {
  return { url, ...(auth && { auth }), ...(tls && { tls }) };
}

function refuseOverwrite({ output, force }: InitOptions): void {
  if (!force && existsSync(output)) throw thereAlready(output);
}

function write({ output, force }: InitOptions, text: string): void {
  try {
    writeFileSync(output, text, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
      throw thereAlready(output, cause);
    throw new LapwingError(
      'BAD_REQUEST',
      {
        message: `${output} can't be written: ${cause instanceof Error ? cause.message : String(cause)}`,
        where: '--output',
        hint: 'Name a file in a folder that you may write to.',
      },
      { cause },
    );
  }
}

function thereAlready(output: string, cause?: unknown): LapwingError {
  return new LapwingError(
    'CONFLICT',
    {
      message: `${output} is there already`,
      where: '--output',
      hint: 'Give --force to replace it, or another --output.',
    },
    { cause },
  );
}
