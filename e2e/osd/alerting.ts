import { type IncomingMessage, type ServerResponse, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

// OpenSearch's plugins Alerting and Notifications are on no registry. What is taken and answered here is read off
// opensearch-project/alerting (RestIndexMonitorAction, RestSearchMonitorAction), notifications (NotificationConfigRestHandler)
// and the parsers of common-utils (Monitor, SearchInput, BucketLevelTrigger, BucketSelectorExtAggregationBuilder, Action,
// NotificationConfig), of the middle of 2026. A field that is not known there is refused here, where the real ones skip it.

const Script = z.strictObject({ source: z.string().min(1), lang: z.enum(['painless', 'mustache']) });
const Action = z.strictObject({
  name: z.string(),
  destination_id: z.string(),
  subject_template: Script.optional(),
  message_template: Script,
  throttle_enabled: z.literal(false),
  action_execution_policy: z.strictObject({
    action_execution_scope: z.strictObject({
      per_alert: z.strictObject({
        actionable_alerts: z.array(z.enum(['DEDUPED', 'NEW', 'COMPLETED'])).min(1),
      }),
    }),
  }),
});
const Monitor = z.strictObject({
  type: z.literal('monitor'),
  monitor_type: z.literal('bucket_level_monitor'),
  name: z.string().min(1),
  enabled: z.boolean(),
  schedule: z.strictObject({
    period: z.strictObject({
      interval: z.number().int().positive(),
      unit: z.enum(['MINUTES', 'HOURS', 'DAYS']),
    }),
  }),
  inputs: z.tuple([
    z.strictObject({
      search: z.strictObject({ indices: z.array(z.string()), query: z.record(z.string(), z.unknown()) }),
    }),
  ]),
  triggers: z.tuple([
    z.strictObject({
      bucket_level_trigger: z.strictObject({
        name: z.string(),
        severity: z.string(),
        condition: z.strictObject({
          buckets_path: z.record(z.string(), z.string()),
          parent_bucket_path: z.string(),
          script: Script,
          gap_policy: z.literal('skip'),
        }),
        actions: z.array(Action),
      }),
    }),
  ]),
});
type Monitor = z.infer<typeof Monitor>;

const address = z.strictObject({ url: z.url({ protocol: /^https?$/ }) });
const ChannelRequest = z.strictObject({
  config_id: z.string().regex(/^[\w-]+$/),
  config: z.strictObject({
    name: z.string(),
    description: z.string(),
    config_type: z.enum(['slack', 'chime', 'microsoft_teams', 'webhook']),
    is_enabled: z.boolean(),
    slack: address.optional(),
    webhook: address.optional(),
    chime: address.optional(),
    microsoft_teams: address.optional(),
  }),
});

interface Reply {
  status: number;
  body: unknown;
}

/** An OpenSearch with the two plugins before a real one without them. */
export interface AlertingOpenSearch {
  url: string;
  /** While it is false the real one answers that it knows no such path. */
  installed: boolean;
  monitors: Monitor[];
  /** What a monitor's query finds now in the real OpenSearch: keys of its buckets. */
  find(monitor: Monitor): Promise<string[]>;
  close(): void;
}

const Found = z.object({
  aggregations: z.object({
    composite_agg: z.object({ buckets: z.array(z.object({ key: z.record(z.string(), z.string()) })) }),
  }),
});

export async function startAlerting(openSearch: string): Promise<AlertingOpenSearch> {
  const monitors: Monitor[] = [];
  const channels = new Map<string, z.infer<typeof ChannelRequest>>();
  const answers: Record<string, (body: unknown) => Reply> = {
    'POST /_plugins/_alerting/monitors/_search': (body) => {
      const { term } = z
        .object({ query: z.object({ term: z.record(z.string(), z.string()) }) })
        .parse(body).query;
      const value = monitors.filter(({ name }) => name === term['monitor.name.keyword']).length;
      return { status: 200, body: { hits: { total: { value, relation: 'eq' }, hits: [] } } };
    },
    'POST /_plugins/_alerting/monitors': (body) => {
      const monitor = Monitor.parse(body);
      monitors.push(monitor);
      return { status: 201, body: { _id: `monitor-${monitors.length}`, _version: 1, monitor } };
    },
    'GET /_plugins/_notifications/configs': () => ({
      status: 200,
      body: { start_index: 0, total_hits: channels.size, config_list: [...channels.values()] },
    }),
    'POST /_plugins/_notifications/configs': (body) => {
      const channel = ChannelRequest.parse(body);
      if (channels.has(channel.config_id)) return { status: 409, body: { error: { reason: 'it exists' } } };
      channels.set(channel.config_id, channel);
      return { status: 200, body: { config_id: channel.config_id } };
    },
  };
  const server = createServer((req, res) => {
    const path = new URL(req.url ?? '/', openSearch).pathname;
    const answer = made.installed ? answers[`${req.method} ${path}`] : undefined;
    if (answer === undefined) return forward(req, res, openSearch);
    void bodyOf(req).then((body) => {
      const { status, body: said } = replyOf(() => answer(body));
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const made: AlertingOpenSearch = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    installed: false,
    monitors,
    async find({ inputs: [{ search }] }) {
      // Alerting fills in the query as a mustache template before each run.
      const query = JSON.stringify(search.query).replaceAll('{{period_end}}', String(Date.now()));
      const url = new URL(`/${search.indices.join(',')}/_search`, openSearch);
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(url, { method: 'POST', headers, body: query });
      const { aggregations } = Found.parse(await answer.json());
      return aggregations.composite_agg.buckets.map(({ key }) => Object.values(key).join(' '));
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return made;
}

/** What no parser takes is a 400 with the reason, as from the real ones. */
function replyOf(answer: () => Reply): Reply {
  try {
    return answer();
  } catch (error) {
    return { status: 400, body: { error: { reason: String(error) } } };
  }
}

function forward(req: IncomingMessage, res: ServerResponse, openSearch: string): void {
  const options = { method: req.method, headers: { 'content-type': 'application/json' } };
  const onward = request(new URL(req.url ?? '/', openSearch), options, (answer) => {
    res.writeHead(answer.statusCode ?? 502, { 'content-type': 'application/json' });
    answer.pipe(res);
  });
  onward.on('error', () => res.destroy());
  req.pipe(onward);
}

async function bodyOf(req: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of req) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString();
  return text === '' ? undefined : JSON.parse(text);
}
