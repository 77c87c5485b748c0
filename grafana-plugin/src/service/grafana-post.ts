import { grafanaSend } from './grafana-send.ts';
import type { Post } from './incidents.ts';

/** POSTs through one of Grafana's proxies. `base` has no slash at its end. Errors are shown by who asked. */
export function grafanaPost(base: string): Post {
  const send = grafanaSend(base);
  return (path, body, signal) => send('POST', path, body, signal);
}
