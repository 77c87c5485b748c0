import { config } from '@grafana/runtime';
import type { LiveEvent } from '@lapwing/contract';
import { useEffect, useRef, useState } from 'react';
import { APP_PROXY } from '../../ids.ts';
import { type EventStream, type LiveState, followLive } from './live-events.ts';

/** Follows the service's events while the component is shown; says whether they come live or are polled for. */
export function useLive(listener: {
  onEvent: (event: LiveEvent) => void;
  onPoll: () => void;
}): LiveState | undefined {
  const [state, setState] = useState<LiveState>();
  const newest = useRef(listener);
  newest.current = listener;
  useEffect(
    () =>
      followLive(openStream, {
        onEvent: (event) => newest.current.onEvent(event),
        onPoll: () => newest.current.onPoll(),
        onState: setState,
      }),
    [],
  );
  return state;
}

function openStream(): EventStream {
  return new EventSource(`${config.appSubUrl ?? ''}/${APP_PROXY}/api/v1/events`) as unknown as EventStream;
}
