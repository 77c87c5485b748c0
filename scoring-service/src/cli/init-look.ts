import { Detector } from '@lapwing/contract';
import { ZodError } from 'zod';
import { parseConfig } from '../config/load.ts';
import type { SourceSection } from '../config/schema.ts';
import { toServerSettings } from '../config/server-settings.ts';
import { createSource } from '../sources/create-source.ts';
import { JaegerClient } from '../sources/jaeger/client.ts';
import { judgeFault as judgeJaeger } from '../sources/jaeger/judge-fault.ts';
import { OpenSearchClient } from '../sources/opensearch/client.ts';
import { judgeFault as judgeOpenSearch } from '../sources/opensearch/judge-fault.ts';
import { PrometheusClient } from '../sources/prometheus/client.ts';
import { judgeFault as judgePrometheus } from '../sources/prometheus/judge-fault.ts';
import type { Failure } from '../sources/shared/failure.ts';
import { ONE_TRY } from '../sources/shared/patience.ts';
import { ServerFault } from '../sources/shared/server-fault.ts';
import type { Source } from '../sources/source.ts';
import type { GivenServer } from './init-address.ts';
import { lookAtJaeger } from './init-jaeger.ts';
import { lookAtOpenSearch } from './init-opensearch.ts';
import { lookAtPrometheus } from './init-prometheus.ts';
import type { Look, Proposal } from './init-proposal.ts';
import { withOwnIds, type CheckedProposal } from './init-yaml.ts';

/** What the server holds, and the proposals that it takes; ids in `taken` are not used again. Tries nothing twice. */
export async function lookAndCheck(
  name: string,
  server: GivenServer,
  taken: Set<string>,
  signal: AbortSignal,
): Promise<{ look: Look; checked: CheckedProposal[] }> {
  const section = liveSection(name, server);
  const look = await lookAt(name, section, signal);
  const source = createSource(name, section);
  try {
    return { look, checked: await check(source, withOwnIds(look.proposals, taken), signal) };
  } finally {
    await source.close();
  }
}

/** The section as `serve` would read it: certificate read, defaults filled in. */
function liveSection(name: string, { live }: GivenServer): SourceSection {
  const text = JSON.stringify({ sources: { [name]: live } }).replaceAll('${', '$${');
  return parseConfig(text, 'the options', process.cwd(), {}).sources[name];
}

async function lookAt(name: string, section: SourceSection, signal: AbortSignal): Promise<Look> {
  switch (section.type) {
    case 'opensearch': {
      const place = { product: 'OpenSearch', source: '--opensearch', url: section.url };
      const client = new OpenSearchClient(toServerSettings(section));
      const look = () => lookAtOpenSearch(client, name, signal);
      return tryOnce(look, (error) => judgeOpenSearch(error, place), signal).finally(() => client.close());
    }
    case 'prometheus': {
      const place = { product: 'Prometheus', source: '--prometheus', url: section.url };
      const client = new PrometheusClient(toServerSettings(section));
      const look = () => lookAtPrometheus(client, name, signal);
      return tryOnce(look, (error) => judgePrometheus(error, place), signal).finally(() => client.close());
    }
    case 'jaeger': {
      const place = { product: 'Jaeger', source: '--jaeger', url: section.url };
      const client = new JaegerClient(toServerSettings(section));
      const look = () => lookAtJaeger(client, name, signal);
      return tryOnce(look, (error) => judgeJaeger(error, place), signal).finally(() => client.close());
    }
    case 'csv':
      return { proposals: [], notes: [] };
  }
}

function tryOnce(
  look: () => Promise<Look>,
  judge: (error: unknown) => Failure,
  signal: AbortSignal,
): Promise<Look> {
  const classify = (error: unknown) => judge(error instanceof ZodError ? unreadable(error) : error);
  return ONE_TRY.persist('init', look, classify, signal);
}

function unreadable(error: ZodError): ServerFault {
  return new ServerFault({ kind: 'unreadable', message: error.issues[0].message }, 'unreadable answer');
}

/** Proposals that the live source takes; those it refuses would only fail later. */
async function check(source: Source, proposals: Proposal[], signal: AbortSignal): Promise<CheckedProposal[]> {
  const checked: CheckedProposal[] = [];
  for (const proposal of proposals) {
    const { ok, signals, warnings } = await source.check(Detector.parse(proposal.detector), signal);
    if (ok) checked.push({ ...proposal, signals, warnings });
  }
  return checked;
}
