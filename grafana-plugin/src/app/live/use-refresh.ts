import type { LiveEvent } from '@lapwing/contract';
import { useEffect, useRef } from 'react';
import type { LiveState } from './live-events.ts';
import { useLive } from './use-live.ts';

/** Reloads when an event says that something changed, no more often than every `atMostMs`; and when events are away. */
export function useRefresh(
  reload: () => void,
  matters: (event: LiveEvent) => boolean,
  atMostMs: number,
): LiveState | undefined {
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  return useLive({
    onEvent: (event) => {
      if (!matters(event) || waiting.current !== undefined) return;
      waiting.current = setTimeout(() => {
        waiting.current = undefined;
        reload();
      }, atMostMs);
    },
    onPoll: reload,
  });
}
