import { schema } from '@osd/config-schema';
import type { z } from 'zod';
import {
  ALERTING_PATH,
  CHANNELS_PATH,
  ChannelWish,
  MONITORS_PATH,
  MonitorWish,
} from '../../common/alerting/wishes.ts';
import type { OpenSearchClient, Router } from '../../types/core-server.ts';
import { Refusal } from '../backend/refusal.ts';
import { type Answering, refuse } from '../routes.ts';
import { alertingStatus, makeChannel, makeMonitor } from './make.ts';

type Make<W> = (client: OpenSearchClient, wish: W, timeoutMs: number) => Promise<string>;

/**
 * Monitors and channels in OpenSearch's own alerting. All of it is asked as the person who is signed in, so that
 * OpenSearch says what they may; neither the service nor its key has a part in it.
 */
export function registerAlerting(router: Router, { settings, logger }: Answering): void {
  const { timeoutMs } = settings;
  router.get({ path: ALERTING_PATH, validate: false }, async (context, _request, response) => {
    try {
      const { asCurrentUser } = context.core.opensearch.client;
      return response.ok({ body: await alertingStatus(asCurrentUser, timeoutMs) });
    } catch (error) {
      return refuse(error, response, logger);
    }
  });
  const post = <W>(path: string, wished: z.ZodType<W>, make: Make<W>): void => {
    router.post({ path, validate: { body: schema.any() } }, async (context, request, response) => {
      try {
        const { asCurrentUser } = context.core.opensearch.client;
        return response.ok({
          body: { id: await make(asCurrentUser, parsed(wished, request.body), timeoutMs) },
        });
      } catch (error) {
        return refuse(error, response, logger);
      }
    });
  };
  post(MONITORS_PATH, MonitorWish, makeMonitor);
  post(CHANNELS_PATH, ChannelWish, makeChannel);
}

function parsed<W>(wished: z.ZodType<W>, body: unknown): W {
  const read = wished.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue?.path.join('.') ?? '';
  const said = issue?.message ?? 'is not what is expected';
  throw new Refusal('BAD_REQUEST', `${place} ${said}`.trim(), place, 'correct it and try again', {
    cause: read.error,
  });
}
