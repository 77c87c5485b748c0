import { SCORES_ALIAS } from '@lapwing/contract';
import { z } from 'zod';
import { channelBody } from '../../common/alerting/channel.ts';
import { monitorBody } from '../../common/alerting/monitor.ts';
import type { AlertingStatus, ChannelWish, MonitorWish } from '../../common/alerting/wishes.ts';
import type { OpenSearchClient } from '../../types/core-server.ts';
import { Refusal } from '../backend/refusal.ts';
import { ALERTING, NOTIFICATIONS, callPlugin } from './call.ts';

const MONITORS = '/_plugins/_alerting/monitors';
const CHANNELS = '/_plugins/_notifications/configs';
/** More channels than this nobody chooses from in a list. */
const MOST_CHANNELS = 1000;

const Monitor = z.object({ _id: z.string() });
const Channel = z.object({ config_id: z.string() });
const Channels = z.object({
  config_list: z.array(
    z.object({ config_id: z.string(), config: z.object({ name: z.string(), config_type: z.string() }) }),
  ),
});
const Count = z.object({ hits: z.object({ total: z.object({ value: z.number() }) }) });

/** Makes a monitor, as the person who is signed in; its id. */
export async function makeMonitor(
  client: OpenSearchClient,
  wish: MonitorWish,
  timeoutMs: number,
): Promise<string> {
  if (await hasMonitor(client, wish.name, timeoutMs)) {
    throw new Refusal('CONFLICT', `There is a monitor ${wish.name} already`, 'name', 'Choose another name.');
  }
  const made = await callPlugin(
    client,
    ALERTING,
    { method: 'POST', path: MONITORS, body: monitorBody(wish) },
    timeoutMs,
  );
  return Monitor.parse(made)._id;
}

/** Makes a notification channel, as the person who is signed in; its id. */
export async function makeChannel(
  client: OpenSearchClient,
  wish: ChannelWish,
  timeoutMs: number,
): Promise<string> {
  const asked = { method: 'POST', path: CHANNELS, body: channelBody(wish) };
  return Channel.parse(await callPlugin(client, NOTIFICATIONS, asked, timeoutMs)).config_id;
}

/** What can be made in this OpenSearch by the person who is signed in. */
export async function alertingStatus(client: OpenSearchClient, timeoutMs: number): Promise<AlertingStatus> {
  const [monitor, channels, scores] = await Promise.all([
    whyNot(() => hasMonitor(client, '', timeoutMs)),
    listChannels(client, timeoutMs),
    whyNoScores(client, timeoutMs),
  ]);
  return { why_no_monitor: monitor === '' ? scores : monitor, ...channels };
}

async function listChannels(
  client: OpenSearchClient,
  timeoutMs: number,
): Promise<Pick<AlertingStatus, 'channels' | 'why_no_channel'>> {
  let channels: AlertingStatus['channels'] = [];
  const why = await whyNot(async () => {
    const asked = { method: 'GET', path: CHANNELS, querystring: { max_items: MOST_CHANNELS } };
    const { config_list: all } = Channels.parse(await callPlugin(client, NOTIFICATIONS, asked, timeoutMs));
    channels = all
      // An account or a group of addresses is a part of an e-mail channel, not one itself.
      .filter(({ config }) => !/_account$|_group$/.test(config.config_type))
      .map(({ config_id: id, config }) => ({ id, name: config.name, type: config.config_type }));
  });
  return { channels, why_no_channel: why };
}

/** Whether a monitor of the name is there. Alerting itself takes a second one of the same name. */
async function hasMonitor(client: OpenSearchClient, name: string, timeoutMs: number): Promise<boolean> {
  const asked = {
    ...{ method: 'POST', path: `${MONITORS}/_search` },
    body: { size: 0, track_total_hits: true, query: { term: { 'monitor.name.keyword': name } } },
  };
  const found = await callPlugin(client, ALERTING, asked, timeoutMs);
  return Count.parse(found).hits.total.value > 0;
}

/** A monitor reads scores in this OpenSearch; where the service writes none, it would be silent for ever. */
async function whyNoScores(client: OpenSearchClient, timeoutMs: number): Promise<string> {
  try {
    const { body } = await client.transport.request(
      {
        ...{ method: 'POST', path: `/${SCORES_ALIAS}/_search` },
        body: { size: 0, track_total_hits: 1, query: { exists: { field: 'written_at' } } },
        querystring: { ignore_unavailable: true },
      },
      { requestTimeout: timeoutMs, maxRetries: 0 },
    );
    if (Count.parse(body).hits.total.value > 0) return '';
  } catch (error) {
    if (!z.object({ statusCode: z.union([z.literal(403), z.literal(404)]) }).safeParse(error).success)
      throw error;
  }
  return 'There are no scores in this OpenSearch that you may read: give the service an output in it (output.opensearch), or yourself a role that may read lapwing-*.';
}

async function whyNot(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return '';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${error.message}. ${error.hint}`;
  }
}
