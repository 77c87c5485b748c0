import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { type UPlotConfigBuilder, useStyles2 } from '@grafana/ui';
import { type TooltipText, spokenTooltip } from '@lapwing/visuals';
import React, { useLayoutEffect, useRef, useState } from 'react';
import type uPlot from 'uplot';
import { ChartTooltip } from './ChartTooltip.tsx';
import { ReadOut } from './ReadOut.tsx';

interface Props {
  config: UPlotConfigBuilder;
  /** What stands at a row of the chart. */
  textAt: (row: number) => { text: TooltipText; time: string };
  /** What the screen reader calls the chart. */
  label: string;
}

interface Place {
  row: number;
  /** CSS pixels from the chart's left edge, and its width. */
  left: number;
  width: number;
}

const ARROWS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);
/** From here on the tooltip stands on the other side of the cursor. */
const FLIP_SHARE = 0.6;
const BESIDE_PX = 12;

/**
 * What stands where the arrow keys have moved the cursor, shown and read out. Grafana's KeyboardPlugin, which must come
 * after this one, moves the cursor; its tooltip heeds a mouse alone. It is read out once a key is let go, since the
 * cursor glides while one is held.
 */
export function KeyReader({ config, textAt, label }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [place, setPlace] = useState<Place>();
  const [said, say] = useState('');
  const newest = useRef({ textAt, label });
  newest.current = { textAt, label };
  useLayoutEffect(() => {
    let byKeys = false;
    const leave = (): void => {
      byKeys = false;
      setPlace(undefined);
    };
    const tell = ({ cursor }: uPlot): void => {
      if (typeof cursor.idx !== 'number') return;
      const { text, time } = newest.current.textAt(cursor.idx);
      say(spokenTooltip(text, time));
    };
    config.addHook('init', (u) => {
      // The element takes the keys, and Grafana's plugin gives it neither role nor name.
      u.root.setAttribute('role', 'application');
      u.root.setAttribute('aria-label', `${newest.current.label}. The arrow keys read it`);
      u.root.addEventListener('focus', () => {
        byKeys = u.root.matches(':focus-visible');
      });
      u.root.addEventListener('keydown', ({ key }) => {
        if (ARROWS.has(key)) byKeys = true;
        else if (key === 'Escape') leave();
      });
      u.root.addEventListener('keyup', ({ key }) => ARROWS.has(key) && tell(u));
      u.root.addEventListener('pointermove', leave);
      u.root.addEventListener('blur', leave);
    });
    config.addHook('setCursor', (u) => {
      const { idx, left = -1 } = u.cursor;
      if (!byKeys || typeof idx !== 'number' || left < 0) return;
      setPlace({ row: idx, left: u.over.offsetLeft + left, width: u.root.clientWidth });
    });
  }, [config]);
  return (
    <>
      <ReadOut said={said} />
      {place && (
        <div className={styles} style={sideOf(place)}>
          <ChartTooltip {...textAt(place.row)} />
        </div>
      )}
    </>
  );
}

function sideOf({ left, width }: Place): React.CSSProperties {
  return left > width * FLIP_SHARE ? { right: width - left + BESIDE_PX } : { left: left + BESIDE_PX };
}

const getStyles = (theme: GrafanaTheme2): string =>
  css({
    position: 'absolute',
    top: theme.spacing(1),
    zIndex: theme.zIndex.tooltip,
    pointerEvents: 'none',
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z2,
  });
