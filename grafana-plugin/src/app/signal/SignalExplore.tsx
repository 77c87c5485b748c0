import type { Signal } from '@lapwing/contract';
import React from 'react';
import { ExploreLink } from '../../explore/ExploreLink.tsx';
import { signalQuery } from '../../explore/queries.ts';
import type { ShownSpan } from '../routes.ts';
import { call } from '../service.ts';
import { useLoad } from '../use-load.ts';

/** A link to Explore with the query behind a signal; nothing where its readings are nowhere else, or can't be told. */
export function SignalExplore({
  signal,
  span,
}: {
  signal: Signal;
  span: ShownSpan;
}): React.JSX.Element | null {
  const { data } = useLoad(`detector of ${signal.id}`, (abort) =>
    call('getDetector', { params: { id: signal.detector_id }, signal: abort, partly: true }),
  );
  const query = data && signalQuery(data, signal.labels);
  if (!query) return null;
  return (
    <ExploreLink query={query} from={span.from} to={span.to}>
      Explore
    </ExploreLink>
  );
}
