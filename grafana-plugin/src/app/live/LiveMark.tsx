import { Badge } from '@grafana/ui';
import React from 'react';
import type { LiveState } from './live-events.ts';

/** Says whether what is shown keeps itself up to date. */
export function LiveMark({
  state,
  failing,
}: {
  state: LiveState | undefined;
  failing: boolean;
}): React.JSX.Element | null {
  if (failing) return <Badge color="red" icon="exclamation-triangle" text="Not up to date" />;
  if (state === undefined) return null;
  return state === 'live' ? (
    <Badge color="green" icon="circle" text="Live" />
  ) : (
    <Badge
      color="blue"
      icon="sync"
      text="Every 10 s"
      tooltip="The live stream is away: the page asks every ten seconds"
    />
  );
}
