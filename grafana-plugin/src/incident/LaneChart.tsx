import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, TimeZone } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type Lane, laneWindow, toldApart } from '@lapwing/visuals';
import React, { type KeyboardEvent, type UIEvent, useMemo, useRef, useState } from 'react';
import { PageLink } from '../app/PageLink.tsx';
import { ReadOut } from '../chart/ReadOut.tsx';
import { SeverityMark } from '../chart/SeverityMark.tsx';
import { LaneAxis } from './LaneAxis.tsx';
import { LaneCanvas } from './LaneCanvas.tsx';
import { type LaneLayout, laneLayout } from './lane-layout.ts';
import { laneWords, spanWords } from './lane-words.ts';
import { READ } from './read-only.ts';
import { useLaneKeys } from './use-lane-keys.ts';

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
/** What all lanes share stands in a line above them. */
const SHARED_HEIGHT = 22;

/**
 * Signals × time, in the order given: a link to each signal and its anomalies beside it. Only what is seen is drawn, so
 * that thousands of lanes scroll as ten do.
 */
export function LaneChart(props: Props): React.JSX.Element {
  const { lanes, from, to, timeZone, width, height, signalTo } = props;
  const styles = useStyles2(getStyles);
  const [scrollTop, setScrollTop] = useState(0);
  const layout = laneLayout(width);
  const { laneHeight, left, drawn } = layout;
  const { shared, titles } = useMemo(() => toldApart(lanes.map(({ title }) => title)), [lanes]);
  const seen = Math.max(laneHeight, height - AXIS_HEIGHT - (shared === '' ? 0 : SHARED_HEIGHT));
  const { first, count } = laneWindow(scrollTop, seen, lanes.length, laneHeight);
  const scroll = useRef<HTMLDivElement>(null);
  const { at, onKeyDown, leave } = useLaneKeys(lanes, { scroll, laneHeight, first });
  // The same array while the same lanes are seen: the canvas draws anew for another one.
  const shown = useMemo(() => lanes.slice(first, first + count), [lanes, first, count]);
  return (
    <div data-testid="lapwing-lanes">
      {shared !== '' && (
        <p className={styles.shared} title={shared}>
          All of them: {shared}
        </p>
      )}
      <div
        ref={scroll}
        className={styles.scroll}
        style={{ height: Math.min(seen, lanes.length * laneHeight), width }}
        onScroll={(event: UIEvent<HTMLDivElement>) => setScrollTop(event.currentTarget.scrollTop)}
      >
        <div className={styles.all} style={{ height: lanes.length * laneHeight }}>
          <ul
            className={styles.names}
            style={{ top: first * laneHeight, width: layout.names }}
            aria-label={props.label}
          >
            {shown.map((lane, place) => (
              <li
                key={lane.signalId}
                data-lane={first + place}
                aria-setsize={lanes.length}
                aria-posinset={first + place + 1}
                onKeyDown={(event: KeyboardEvent) => onKeyDown(event, first + place)}
                onBlur={leave}
              >
                <PageLink to={signalTo(lane.signalId)} className={cx(styles.name, nameHeight(layout))}>
                  <SeverityMark severity={lane.severity} />
                  <span className={styles.text} title={lane.title}>
                    {titles[first + place]}
                  </span>
                  <span className={styles.read}>{laneWords(lane, timeZone)}</span>
                </PageLink>
              </li>
            ))}
          </ul>
          <LaneCanvas
            {...{ from, to, timeZone }}
            lanes={shown}
            {...{ left, laneHeight }}
            top={first * laneHeight}
            width={drawn}
            padTop={layout.padTop}
            signalTo={signalTo}
            at={at}
            cursor={props.cursor}
            onCursor={props.onCursor}
          />
        </div>
      </div>
      <ReadOut said={at ? spanWords(at.span, timeZone) : ''} />
      <LaneAxis {...{ from, to, timeZone, left }} width={drawn} height={AXIS_HEIGHT} />
    </div>
  );
}

/** A name takes its lane's height, or the line above the marks. */
function nameHeight({ laneHeight, padTop, stacked }: LaneLayout): string {
  return stacked ? css({ height: padTop, marginBottom: laneHeight - padTop }) : css({ height: laneHeight });
}

const getStyles = (
  theme: GrafanaTheme2,
): Record<'scroll' | 'all' | 'names' | 'name' | 'text' | 'read' | 'shared', string> => ({
  scroll: css({ overflowY: 'auto', overflowX: 'hidden' }),
  all: css({ position: 'relative' }),
  names: css({ position: 'absolute', left: 0, listStyle: 'none', margin: 0 }),
  name: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    paddingRight: theme.spacing(1),
    color: theme.colors.text.primary,
    '&:hover': { background: theme.colors.action.hover, textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  text: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  shared: css({
    height: SHARED_HEIGHT,
    margin: 0,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  // For the screen reader: the canvas shows it to the eye.
  read: css(READ),
});
