import { EuiText } from '@elastic/eui';
import { incidentTimeline, regionsOfAnomalies, signalTitle, swimLanes } from '@lapwing/visuals';
import React, { useMemo, useState } from 'react';
import { AnomalyChart } from '../drawing/AnomalyChart.tsx';
import type { Links } from '../drawing/links.ts';
import { PlainLink } from '../drawing/PlainLink.tsx';
import { SwimLanes } from '../drawing/SwimLanes.tsx';
import { Timeline } from '../drawing/Timeline.tsx';
import type { Picture } from './load-picture.ts';

type Shown<K extends Picture['kind']> = Extract<Picture, { kind: K }>;
interface Props<P> {
  picture: P;
  height: number;
  links: Links;
}

/** Beside the picture itself: a legend, or an axis. */
const ROOM = 48;
const LOWEST = 80;

export function PictureView(props: Props<Exclude<Picture, { kind: 'nothing' }>>): React.JSX.Element {
  const { picture, ...rest } = props;
  const height = Math.max(LOWEST, rest.height - ROOM);
  switch (picture.kind) {
    case 'chart':
      return <Chart {...rest} {...{ picture, height }} />;
    case 'lanes':
      return <Lanes {...rest} {...{ picture, height }} />;
    case 'timeline':
      return <IncidentView {...rest} {...{ picture, height }} />;
  }
}

function Chart({ picture, height, links }: Props<Shown<'chart'>>): React.JSX.Element {
  const { series, anomalies, span } = picture;
  const regions = useMemo(() => regionsOfAnomalies(anomalies, span, 'LOW'), [anomalies, span]);
  const { id, labels } = series.signal;
  const title = signalTitle(labels, `signal ${id}`);
  return (
    <>
      <PlainLink href={links.signal(id, span)} follow={links.follow}>
        {title}
      </PlainLink>
      <AnomalyChart columns={series} label={title} {...{ regions, span, height }} />
    </>
  );
}

function Lanes({ picture, height, links }: Props<Shown<'lanes'>>): React.JSX.Element {
  const { anomalies, more, span } = picture;
  const lanes = useMemo(() => swimLanes(anomalies, span.from, span.to), [anomalies, span]);
  return (
    <>
      <SwimLanes
        {...{ lanes, height, ...span }}
        label="Signals, worst first"
        signalHref={(id) => links.signal(id, span)}
        follow={links.follow}
      />
      {more > 0 && (
        <EuiText size="xs" color="subdued">
          <p>
            The newest {anomalies.length} anomalies; {more} older ones are not shown.
          </p>
        </EuiText>
      )}
    </>
  );
}

function IncidentView({ picture, links }: Props<Shown<'timeline'>>): React.JSX.Element {
  const { incident } = picture;
  const [chosen, choose] = useState<string>();
  const { rows, from, to } = useMemo(() => incidentTimeline(incident, Date.now()), [incident]);
  return (
    <>
      <PlainLink href={links.incident(incident.id)} follow={links.follow}>
        {incident.title}
      </PlainLink>
      <Timeline
        {...{ rows, from, to, chosen }}
        label="Services in order of onset"
        onChoose={(entity) => choose(entity === chosen ? undefined : entity)}
      />
    </>
  );
}
