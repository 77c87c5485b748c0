import { css } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { type TrendsView, formatNumber, timeTicks } from '@lapwing/visuals';
import React, { useState } from 'react';
import { useWidth } from '../signal/use-width.ts';

interface Props {
  view: Pick<TrendsView, 'times' | 'layers' | 'most'>;
  /** End of the last bar, epoch ms. */
  to: number;
  timeZone: string;
  label: string;
  /** How a bar's time is written. */
  format: string;
  onBar: (from: number, to: number) => void;
}

const HEIGHT = 240;
const AXIS = 22;
const LEFT = 40;
const GAP = 1;
const LINES = 4;
/** Room that one written moment takes. */
const TICK_PX = 90;
/** Nearer to the edge a moment would be cut off. */
const EDGE_PX = 24;

/** Stacked bars of counts over time. A bar can be chosen with the keyboard or a pointer, and says what is in it. */
export function TrendBars({ view, to, timeZone, label, format, onBar }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const [ref, width] = useWidth();
  const [pointed, point] = useState<number>();
  const { times, layers, most } = view;
  const from = times[0] ?? 0;
  const drawn = Math.max(1, width - LEFT);
  const tall = HEIGHT - AXIS;
  const x = (time: number): number => LEFT + ((time - from) / Math.max(1, to - from)) * drawn;
  const top = niceTop(most);
  const y = (count: number): number => tall - (count / top) * (tall - 8);
  const ticks = timeTicks(from, to, Math.max(1, Math.floor(drawn / TICK_PX))).filter(
    (tick) => x(tick) < width - EDGE_PX,
  );
  const end = (place: number): number => times[place + 1] ?? to;
  const said = (place: number): string => {
    const parts = layers.flatMap(({ name, counts }) => (counts[place] ? [`${name} ${counts[place]}`] : []));
    const when = dateTimeFormat(times[place] ?? 0, { timeZone, format });
    return `${when}: ${parts.length > 0 ? parts.join(', ') : 'none'}`;
  };
  return (
    <figure className={styles.figure} ref={ref} data-testid="lapwing-trend">
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="group" aria-label={label}>
          {Array.from({ length: LINES + 1 }, (_, i) => (top / LINES) * i).map((count) => (
            <g key={count} aria-hidden>
              <line x1={LEFT} x2={width} y1={y(count)} y2={y(count)} stroke={theme.colors.border.weak} />
              <text x={LEFT - 6} y={y(count) + 4} textAnchor="end" className={styles.text}>
                {formatNumber(count)}
              </text>
            </g>
          ))}
          {times.map((time, place) => {
            const [left, wide] = [x(time), Math.max(1, x(end(place)) - x(time) - GAP)];
            let below = 0;
            return (
              <g
                key={time}
                role="button"
                tabIndex={0}
                className={styles.bar}
                aria-label={said(place)}
                onPointerEnter={() => point(place)}
                onPointerLeave={() => point(undefined)}
                onFocus={() => point(place)}
                onBlur={() => point(undefined)}
                onClick={() => onBar(time, end(place))}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' && event.key !== ' ') return;
                  event.preventDefault();
                  onBar(time, end(place));
                }}
              >
                <rect x={left} y={0} width={wide} height={tall} fill="transparent" />
                {layers.map(({ name, colour, counts }) => {
                  const count = counts[place] ?? 0;
                  const low = y(below);
                  below += count;
                  return count > 0 ? (
                    <rect
                      key={name}
                      x={left}
                      y={y(below)}
                      width={wide}
                      height={low - y(below)}
                      fill={colour}
                    />
                  ) : null;
                })}
              </g>
            );
          })}
          {ticks.map((tick) => (
            <text
              key={tick}
              x={x(tick)}
              y={HEIGHT - 6}
              textAnchor="middle"
              className={styles.text}
              aria-hidden
            >
              {dateTimeFormat(tick, { timeZone, format: 'MMM D' })}
            </text>
          ))}
        </svg>
      )}
      <figcaption className={styles.said}>
        {pointed === undefined ? 'Point at a bar to see what is in it.' : said(pointed)}
      </figcaption>
      <ul className={styles.legend} aria-label="Legend">
        {layers
          .filter(({ total }) => total > 0)
          .map(({ name, colour, total }) => (
            <li key={name}>
              <span className={styles.swatch} style={{ background: colour }} aria-hidden />
              {name} <span className={styles.quiet}>{formatNumber(total)}</span>
            </li>
          ))}
      </ul>
    </figure>
  );
}

/** A round number at or above `most` that `LINES` divides without a rest. */
function niceTop(most: number): number {
  const step = Math.max(1, most / LINES);
  const size = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5, 10].find((one) => one * size >= step) ?? 10;
  return factor * size * LINES;
}

type StyleName = 'figure' | 'text' | 'bar' | 'said' | 'legend' | 'swatch' | 'quiet';

const getStyles = (theme: GrafanaTheme2): Record<StyleName, string> => ({
  figure: css({ margin: 0, minWidth: 0 }),
  text: css({ fill: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  bar: css({
    cursor: 'pointer',
    outline: 'none',
    '&:hover > rect:first-of-type, &:focus-visible > rect:first-of-type': { fill: theme.colors.action.hover },
    '&:focus-visible > rect:first-of-type': { stroke: theme.colors.primary.main, strokeWidth: 2 },
  }),
  said: css({ color: theme.colors.text.secondary, minHeight: 22, overflowWrap: 'anywhere' }),
  legend: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    listStyle: 'none',
    margin: 0,
  }),
  swatch: css({
    display: 'inline-block',
    width: 10,
    height: 10,
    borderRadius: 2,
    marginRight: theme.spacing(0.75),
  }),
  quiet: css({ color: theme.colors.text.secondary }),
});
