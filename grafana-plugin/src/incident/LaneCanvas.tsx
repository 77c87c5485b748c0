import { css } from '@emotion/css';
import { type GrafanaTheme2, type TimeZone, dateTimeFormat } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { type Lane, spanAt, share } from '@lapwing/visuals';
import React, { type PointerEvent, useEffect, useRef, useState } from 'react';
import { drawLanes } from './draw-lanes.ts';
import { spanWords } from './lane-words.ts';
import type { LanePlace } from './use-lane-keys.ts';

interface Props {
  /** Those that are drawn. */
  lanes: readonly Lane[];
  from: number;
  to: number;
  timeZone: TimeZone;
  /** Its place and width in CSS pixels. */
  left: number;
  top: number;
  width: number;
  laneHeight: number;
  /** Free above the marks of a lane. */
  padTop: number;
  signalTo: (signalId: string) => string;
  /** Where the arrow keys are. */
  at: LanePlace | undefined;
  cursor: number | undefined;
  onCursor: ((time: number | undefined) => void) | undefined;
}

interface Pointed {
  lane: Lane;
  time: number;
  x: number;
  y: number;
}

/** A mark so narrow is still met by a pointer this far from it, px. */
const SLACK_PX = 4;
/** From here on the tooltip stands on the other side of the pointer. */
const FLIP_SHARE = 0.6;

/** The lanes' marks, and what is at the pointer. The links beside it are for the keyboard and the screen reader. */
export function LaneCanvas(props: Props): React.JSX.Element {
  const { lanes, from, to, width, left, top, laneHeight, padTop, cursor, onCursor } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<Pointed>();
  const height = lanes.length * laneHeight;

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const ratio = window.devicePixelRatio || 1;
    element.width = Math.round(width * ratio);
    element.height = Math.round(height * ratio);
    context.scale(ratio, ratio);
    drawLanes(context, { lanes, from, to, width, laneHeight, padTop, line: theme.colors.border.weak });
  }, [lanes, from, to, width, height, laneHeight, padTop, theme]);

  const point = (event: PointerEvent<HTMLCanvasElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const lane = lanes[Math.floor(y / laneHeight)];
    const time = from + (x / box.width) * (to - from);
    setPointed(lane && { lane, time, x, y });
    onCursor?.(time);
  };
  const shown = pointed ?? placeOf(props);
  const leave = (): void => {
    setPointed(undefined);
    onCursor?.(undefined);
  };
  return (
    <div className={styles.box} style={{ left, top, width, height }}>
      <canvas
        ref={canvas}
        className={styles.canvas}
        aria-hidden
        onPointerDown={point}
        onPointerMove={point}
        onPointerLeave={leave}
        onClick={() => pointed && locationService.push(props.signalTo(pointed.lane.signalId))}
      />
      {cursor !== undefined && cursor >= from && cursor <= to && (
        <div className={styles.cursor} style={{ left: share(cursor, from, to) * width }} />
      )}
      {shown && <Tooltip pointed={shown} {...props} />}
    </div>
  );
}

/** The middle of the anomaly that the arrow keys are at, as if it were pointed at. */
function placeOf({ at, lanes, from, to, width, laneHeight, padTop }: Props): Pointed | undefined {
  const row = lanes.findIndex(({ signalId }) => signalId === at?.signalId);
  const lane = lanes[row];
  if (at === undefined || lane === undefined) return undefined;
  const time = (at.span.start + at.span.end) / 2;
  const y = row * laneHeight + padTop + (laneHeight - padTop) / 2;
  return { lane, time, x: share(time, from, to) * width, y };
}

function Tooltip({ pointed, width, from, to, timeZone }: Props & { pointed: Pointed }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { lane, time, x, y } = pointed;
  const span = spanAt(lane, time, ((to - from) / width) * SLACK_PX);
  const side = x > width * FLIP_SHARE ? { right: width - x + 12 } : { left: x + 12 };
  return (
    <div className={styles.tooltip} style={{ ...side, top: y + 12 }} data-testid="lapwing-lane-tooltip">
      <div className={styles.title}>{lane.title}</div>
      <div>{dateTimeFormat(time, { timeZone })}</div>
      {span ? spanWords(span, timeZone) : 'Nothing anomalous here'}
    </div>
  );
}

const getStyles = (
  theme: GrafanaTheme2,
): Record<'box' | 'canvas' | 'cursor' | 'tooltip' | 'title', string> => ({
  box: css({ position: 'absolute' }),
  canvas: css({ width: '100%', height: '100%', display: 'block', cursor: 'pointer' }),
  cursor: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    borderLeft: `1px dashed ${theme.colors.text.secondary}`,
    pointerEvents: 'none',
  }),
  tooltip: css({
    position: 'absolute',
    zIndex: theme.zIndex.tooltip,
    maxWidth: 320,
    padding: theme.spacing(1),
    pointerEvents: 'none',
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z2,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
});
