import { css } from '@emotion/css';
import { type GrafanaTheme2, type TimeZone, dateTimeFormat } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type Lane, severityName, LANE_HEIGHT, laneWindow } from '@lapwing/visuals';
import React, { type UIEvent, useMemo, useState } from 'react';
import { PageLink } from '../app/PageLink.tsx';
import { SeverityMark } from '../chart/SeverityMark.tsx';
import { LaneAxis } from './LaneAxis.tsx';
import { LaneCanvas } from './LaneCanvas.tsx';

interface Props {
  lanes: readonly Lane[];
  from: number;
  to: number;
  timeZone: TimeZone;
  /** CSS pixels, the time axis included. */
  width: number;
  height: number;
  label: string;
  signalTo: (signalId: string) => string;
  /** Where other panels' cursor stands, epoch ms. */
  cursor?: number | undefined;
  onCursor?: (time: number | undefined) => void;
}

const AXIS_HEIGHT = 22;
const NAMES_MOST_PX = 280;
const NAMES_SHARE = 0.4;
/** The scroll bar stands beside the lanes, never on them. */
const SCROLLBAR_PX = 14;

/**
 * Signals × time, in the order given: a link to each signal and its anomalies beside it. Only what is seen is drawn, so
 * that thousands of lanes scroll as ten do.
 */
export function LaneChart(props: Props): React.JSX.Element {
  const { lanes, from, to, timeZone, width, height, signalTo } = props;
  const styles = useStyles2(getStyles);
  const [scrollTop, setScrollTop] = useState(0);
  const names = Math.min(NAMES_MOST_PX, Math.round(width * NAMES_SHARE));
  const drawn = Math.max(1, width - names - SCROLLBAR_PX);
  const seen = Math.max(LANE_HEIGHT, height - AXIS_HEIGHT);
  const { first, count } = laneWindow(scrollTop, seen, lanes.length);
  // The same array while the same lanes are seen: the canvas draws anew for another one.
  const shown = useMemo(() => lanes.slice(first, first + count), [lanes, first, count]);
  return (
    <div data-testid="lapwing-lanes">
      <div
        className={styles.scroll}
        style={{ height: Math.min(seen, lanes.length * LANE_HEIGHT), width }}
        onScroll={(event: UIEvent<HTMLDivElement>) => setScrollTop(event.currentTarget.scrollTop)}
      >
        <div className={styles.all} style={{ height: lanes.length * LANE_HEIGHT }}>
          <ul
            className={styles.names}
            style={{ top: first * LANE_HEIGHT, width: names }}
            aria-label={props.label}
          >
            {shown.map((lane, place) => (
              <li key={lane.signalId} aria-setsize={lanes.length} aria-posinset={first + place + 1}>
                <PageLink to={signalTo(lane.signalId)} className={styles.name}>
                  <SeverityMark severity={lane.severity} />
                  <span className={styles.text} title={lane.title}>
                    {lane.title}
                  </span>
                  <span className={styles.read}>{laneWords(lane, timeZone)}</span>
                </PageLink>
              </li>
            ))}
          </ul>
          <LaneCanvas
            {...{ from, to, timeZone }}
            lanes={shown}
            left={names}
            top={first * LANE_HEIGHT}
            width={drawn}
            signalTo={signalTo}
            cursor={props.cursor}
            onCursor={props.onCursor}
          />
        </div>
      </div>
      <LaneAxis {...{ from, to, timeZone }} left={names} width={drawn} height={AXIS_HEIGHT} />
    </div>
  );
}

function laneWords({ severity, spans }: Lane, timeZone: TimeZone): string {
  const many = spans.length === 1 ? '1 anomaly' : `${spans.length} anomalies`;
  return `, ${severityName(severity)}, ${many}, the first from ${dateTimeFormat(spans[0]?.start, { timeZone })}`;
}

const getStyles = (
  theme: GrafanaTheme2,
): Record<'scroll' | 'all' | 'names' | 'name' | 'text' | 'read', string> => ({
  scroll: css({ overflowY: 'auto', overflowX: 'hidden' }),
  all: css({ position: 'relative' }),
  names: css({ position: 'absolute', left: 0, listStyle: 'none', margin: 0 }),
  name: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    height: LANE_HEIGHT,
    paddingRight: theme.spacing(1),
    color: theme.colors.text.primary,
    '&:hover': { background: theme.colors.action.hover, textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  text: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  // For the screen reader: the canvas shows it to the eye.
  read: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
});
