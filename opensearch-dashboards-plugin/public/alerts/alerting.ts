import {
  ALERTING_PATH,
  AlertingStatus,
  CHANNELS_PATH,
  type ChannelWish,
  MONITORS_PATH,
  Made,
  type MonitorWish,
} from '../../common/alerting/wishes.ts';
import type { HttpStart } from '../../types/core-public.ts';

/** OpenSearch's own alerting, through OpenSearch Dashboards' server, as the person who is signed in. */
export interface Alerting {
  status(): Promise<AlertingStatus>;
  /** The id of what was made. */
  makeMonitor(wish: MonitorWish): Promise<string>;
  makeChannel(wish: ChannelWish): Promise<string>;
}

export function alertingOf(http: HttpStart): Alerting {
  const post = async (path: string, wish: object): Promise<string> =>
    Made.parse(await http.fetch(path, { method: 'POST', body: JSON.stringify(wish) })).id;
  return {
    status: async () => AlertingStatus.parse(await http.fetch(ALERTING_PATH)),
    makeMonitor: (wish) => post(MONITORS_PATH, wish),
    makeChannel: (wish) => post(CHANNELS_PATH, wish),
  };
}
