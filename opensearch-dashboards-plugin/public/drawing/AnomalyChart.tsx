import { type ChartColumns, type Region, chartData, formatNumber, tooltipText } from '@lapwing/visuals';
import React, { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import { useLook } from '../look/LookProvider.tsx';
import { ChartLegend } from './ChartLegend.tsx';
import { ChartTooltip } from './ChartTooltip.tsx';
import { chartOptions } from './chart-options.ts';
import { useWidth } from './use-width.ts';

interface Props {
  columns: ChartColumns;
  regions: readonly Region[];
  /** What the time axis shows, epoch ms. */
  span: { from: number; to: number };
  /** CSS pixels. */
  height: number;
  showBand?: boolean;
  showLegend?: boolean;
  /** Read out in place of the picture. */
  label: string;
  onZoom?: (span: { from: number; to: number }) => void;
}

/** Readings as a line, the expected band, anomalies shaded by severity, and why at the cursor. */
export function AnomalyChart(props: Props): React.JSX.Element {
  const { columns, regions, span, height, showBand = true, onZoom } = props;
  const look = useLook();
  const [ref, width] = useWidth();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>();
  const [row, setRow] = useState<number | null>(null);
  const data = useMemo(() => chartData(columns, showBand), [columns, showBand]);
  const roles = data.roles.join();

  // The hooks read what is newest when they draw: new data or a new range must not rebuild the chart.
  const newest = useRef({ span, regions, onZoom });
  newest.current = { span, regions, onZoom };
  useEffect(() => {
    if (place.current === null || width === 0) return;
    const made = new uPlot(
      chartOptions({
        ...{ roles: data.roles, look, width, height },
        formatValue: formatNumber,
        span: () => newest.current.span,
        regions: () => newest.current.regions,
        onRow: setRow,
        onZoom: onZoom && ((chosen) => newest.current.onZoom?.(chosen)),
      }),
      data.aligned as uPlot.AlignedData,
      place.current,
    );
    chart.current = made;
    return () => made.destroy();
    // `roles` stands for data.roles, which is a new array with each answer; data come below.
  }, [roles, look, width, height, onZoom === undefined]);
  useEffect(
    () => chart.current?.setData(data.aligned as uPlot.AlignedData),
    [data, regions, span.from, span.to],
  );

  const step = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -PAGE, PageDown: PAGE }[event.key];
    const last = columns.time.length - 1;
    if (by === undefined || last < 0) return;
    event.preventDefault();
    const to = Math.min(last, Math.max(0, (row ?? (by > 0 ? -1 : last + 1)) + by));
    const u = chart.current;
    const time = columns.time[to];
    if (u && time !== undefined) u.setCursor({ left: u.valToPos(time, 'x'), top: height / 3 });
    setRow(to);
  };
  const shown = row !== null && row < columns.time.length ? row : null;
  const text = shown === null ? undefined : tooltipText(columns, regions, shown);
  const time = shown === null ? 0 : (columns.time[shown] ?? 0);
  return (
    <div ref={ref} data-test-subj="lapwingChart">
      <div
        className="lpw-chart"
        role="group"
        aria-label={`${props.label}. Arrow keys go from reading to reading.`}
        tabIndex={0}
        onKeyDown={step}
      >
        <div ref={place} style={{ minHeight: height }} />
        {text && (
          <ChartTooltip
            text={text}
            time={look.moment(time)}
            share={(time - span.from) / Math.max(1, span.to - span.from)}
          />
        )}
      </div>
      {props.showLegend !== false && <ChartLegend roles={data.roles} regions={regions} />}
    </div>
  );
}

/** Readings that Page Up and Page Down go by. */
const PAGE = 10;
