import type { ChannelSection } from '../settings.ts';
import { createAlertmanager } from './alertmanager.ts';
import type { Channel } from './channel.ts';
import { createEmail } from './email.ts';
import { createPagerDuty } from './pagerduty.ts';
import { createSlack } from './slack.ts';
import { createWebhook } from './webhook.ts';

export function createChannel(name: string, section: ChannelSection): Channel {
  switch (section.type) {
    case 'slack':
      return createSlack(name, section);
    case 'pagerduty':
      return createPagerDuty(name, section);
    case 'email':
      return createEmail(name, section);
    case 'webhook':
      return createWebhook(name, section);
    case 'alertmanager':
      return createAlertmanager(name, section);
  }
}
