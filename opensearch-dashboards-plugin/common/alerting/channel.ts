import type { ChannelWish } from './wishes.ts';

/**
 * A notification channel as `POST _plugins/_notifications/configs` takes it (common-utils, NotificationConfig). The id
 * follows from the name, so that a button pressed twice makes one channel: the second answers 409.
 */
export function channelBody({ name, type, url }: ChannelWish): object {
  return {
    config_id: channelId(name),
    config: {
      name,
      description: 'Made by Lapwing',
      config_type: type,
      is_enabled: true,
      [type]: { url },
    },
  };
}

function channelId(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `lapwing-${plain === '' ? 'channel' : plain}`;
}
