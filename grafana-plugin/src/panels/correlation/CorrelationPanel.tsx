import type { EventBus, PanelProps } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Button } from '@grafana/ui';
import type { IncidentDetail } from '@lapwing/contract';
import { incidentTimeline, lagText, signalOnsets, toldApart } from '@lapwing/visuals';
import React, { useMemo, useState } from 'react';
import { SharedNote } from '../../app/lists/SharedNote.tsx';
import { signalOf } from '../../app/incidents/signal-of.ts';
import { IncidentPanel } from '../../incident/IncidentPanel.tsx';
import { SpreadGraph } from '../../incident/SpreadGraph.tsx';
import { Timeline } from '../../incident/Timeline.tsx';
import { useSharedCursor } from '../../incident/use-shared-cursor.ts';
import type { CorrelationOptions } from './options.ts';

/** Signals that a person reads at first. */
const SHOWN_AT_FIRST = 30;

/** The panel's root: an incident's signals in order of onset, and the way trouble took. */
export default function CorrelationPanel(props: PanelProps<CorrelationOptions>): React.JSX.Element {
  return (
    <IncidentPanel panel={props}>
      {({ incident, calls }, now) => (
        <>
          <Onsets incident={incident} now={now} timeZone={props.timeZone} eventBus={props.eventBus} />
          {props.options.showGraph && <SpreadGraph incident={incident} calls={calls.value} />}
        </>
      )}
    </IncidentPanel>
  );
}

function Onsets(props: {
  incident: IncidentDetail;
  now: number;
  timeZone: string;
  eventBus: EventBus;
}): React.JSX.Element {
  const { incident, now, timeZone } = props;
  const [cursor, onCursor] = useSharedCursor(props.eventBus);
  const [all, setAll] = useState(false);
  const onsets = useMemo(() => signalOnsets(incident), [incident]);
  const { from, to } = useMemo(() => incidentTimeline(incident, now), [incident, now]);
  const { shared, titles } = useMemo(
    () =>
      toldApart(
        onsets.map(({ title }) => title),
        'labels',
      ),
    [onsets],
  );
  const shown = all ? onsets : onsets.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <SharedNote shared={shared} />
      <Timeline
        bars={shown.map((onset, place) => ({
          key: onset.signalId,
          name: titles[place] ?? onset.title,
          severity: onset.severity,
          start: onset.start,
          end: onset.end,
          onset: lagText(onset.lagSeconds),
        }))}
        {...{ from, to, timeZone, cursor, onCursor }}
        label="Signals in order of onset"
        testId="lapwing-onsets"
        onSelect={(signalId) => locationService.push(signalOf(incident, signalId, now))}
      />
      {shown.length < onsets.length && (
        <Button size="sm" variant="secondary" fill="text" onClick={() => setAll(true)}>
          Show all {onsets.length} signals
        </Button>
      )}
    </>
  );
}
