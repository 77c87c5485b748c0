import { LANE_HEIGHT, type Lane, laneWindow, severityColour, severityName, share } from '@lapwing/visuals';
import React, { useState } from 'react';
import { useLook } from '../look/LookProvider.tsx';
import { PlainLink } from './PlainLink.tsx';
import { SeverityMark } from './SeverityMark.tsx';
import { TimeAxis } from './TimeAxis.tsx';

interface Props {
  lanes: readonly Lane[];
  from: number;
  to: number;
  /** CSS pixels; more lanes than fit are scrolled. */
  height: number;
  label: string;
  signalHref: (signalId: string) => string;
  follow: (href: string) => void;
}

/** A mark narrower than this could not be seen, share of the width. */
const NARROWEST = 0.003;

/** Signals × time, in the order given. Only what is seen is drawn, so that thousands of lanes scroll as ten do. */
export function SwimLanes(props: Props): React.JSX.Element {
  const { lanes, from, to, height, signalHref, follow } = props;
  const look = useLook();
  const [scrollTop, setScrollTop] = useState(0);
  const { first, count } = laneWindow(scrollTop, height, lanes.length);
  return (
    <div data-test-subj="lapwingLanes">
      <div
        className="lpw-lanes"
        style={{ height: Math.min(height, lanes.length * LANE_HEIGHT) }}
        onScroll={({ currentTarget }) => setScrollTop(currentTarget.scrollTop)}
      >
        <div style={{ height: lanes.length * LANE_HEIGHT, paddingTop: first * LANE_HEIGHT }}>
          <ul className="lpw-plain" aria-label={props.label}>
            {lanes.slice(first, first + count).map((lane, place) => (
              <li
                key={lane.signalId}
                className="lpw-lane"
                aria-setsize={lanes.length}
                aria-posinset={first + place + 1}
              >
                <PlainLink
                  href={signalHref(lane.signalId)}
                  follow={follow}
                  className="lpw-lane-name"
                  title={lane.title}
                >
                  <SeverityMark severity={lane.severity} />
                  <span className="lpw-cut">{lane.title}</span>
                  <span className="lpw-read">{words(lane, look.moment)}</span>
                </PlainLink>
                <Marks lane={lane} from={from} to={to} />
              </li>
            ))}
          </ul>
        </div>
      </div>
      <div className="lpw-lane" aria-hidden>
        <span />
        <TimeAxis {...{ from, to }} />
      </div>
    </div>
  );
}

function Marks({ lane, from, to }: { lane: Lane; from: number; to: number }): React.JSX.Element {
  const { moment } = useLook();
  return (
    <svg
      className="lpw-marks"
      viewBox="0 0 1 1"
      preserveAspectRatio="none"
      role="img"
      aria-label={words(lane, moment)}
    >
      {lane.spans.map((span) => {
        const left = share(span.start, from, to);
        const wide = Math.max(NARROWEST, share(span.end, from, to) - left);
        return (
          <rect
            key={span.anomalyId}
            x={Math.min(left, 1 - wide)}
            y={0.18}
            width={wide}
            height={0.64}
            fill={severityColour(span.severity)}
          >
            <title>{`${lane.title}: ${severityName(span.severity)}, from ${moment(span.start)}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}

function words({ severity, spans }: Lane, moment: (time: number) => string): string {
  const many = spans.length === 1 ? '1 anomaly' : `${spans.length} anomalies`;
  const first = spans[0] ? `, the first from ${moment(spans[0].start)}` : '';
  return `${severityName(severity)}, ${many}${first}`;
}
