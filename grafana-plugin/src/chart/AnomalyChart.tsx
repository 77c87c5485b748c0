import { type TimeZone, dateTimeFormat } from '@grafana/data';
import {
  EventBusPlugin,
  KeyboardPlugin,
  TooltipPlugin2,
  UPlotChart,
  VizLayout,
  usePanelContext,
  useTheme2,
} from '@grafana/ui';
import {
  type ChartColumns,
  type Region,
  chartData,
  decimated,
  formatNumber,
  tooltipText,
} from '@lapwing/visuals';
import React, { useMemo, useRef } from 'react';
import { ChartLegend, legendItems } from './ChartLegend.tsx';
import { ChartTooltip } from './ChartTooltip.tsx';
import { KeyReader } from './KeyReader.tsx';
import { chartConfig } from './chart-config.ts';
import type { ThresholdLine } from './thresholds-hook.ts';

interface Props {
  columns: ChartColumns;
  regions: readonly Region[];
  /** What the time axis shows, epoch ms. */
  span: { from: number; to: number };
  timeZone: TimeZone;
  width: number;
  height: number;
  showBand: boolean;
  showLegend?: boolean;
  /** Read out in place of the picture. */
  label: string;
  /** Lines at values that a person chose; none unless told. */
  thresholds?: readonly ThresholdLine[];
  formatValue?: (value: number | null | undefined) => string;
  onZoom?: (span: { from: number; to: number }) => void;
}

const NO_THRESHOLDS: readonly ThresholdLine[] = [];

/** `TooltipHoverMode.xAll`: one tooltip for all series at the cursor's time. @grafana/ui doesn't export the enum. */
const ALL_AT_TIME = 1;

/** Readings as a line, the expected band, anomalies shaded by severity, and why at the cursor. */
export function AnomalyChart(props: Props): React.JSX.Element {
  const { regions, span, timeZone, showBand, formatValue = formatNumber, thresholds = NO_THRESHOLDS } = props;
  // More rows than the screen has pixels cost time at every move of the cursor, and show nothing more.
  const columns = useMemo(
    () => decimated(props.columns, { from: span.from, to: span.to }, props.width),
    [props.columns, span.from, span.to, props.width],
  );
  const theme = useTheme2();
  const { eventBus, sync, eventsScope } = usePanelContext();
  const data = useMemo(() => chartData(columns, showBand), [columns, showBand]);
  const roles = data.roles.join();
  const synced = (sync?.() ?? 0) > 0;

  // The hooks read what is newest when they draw: new data or a new range must not rebuild the chart.
  const { label } = props;
  const newest = useRef({ span, regions, thresholds });
  newest.current = { span, regions, thresholds };
  const config = useMemo(
    () =>
      chartConfig({
        roles: data.roles,
        theme,
        timeZone,
        formatValue,
        span: () => newest.current.span,
        regions: () => newest.current.regions,
        thresholds: () => newest.current.thresholds,
        ...(synced && { syncKey: eventsScope }),
      }),
    // `roles` stands for data.roles, which is a new array with each answer.
    [roles, theme, timeZone, formatValue, synced, eventsScope],
  );
  // uPlot draws again when it gets a new array: regions and range alone can change too.
  const aligned = useMemo(
    () => [...data.aligned] as typeof data.aligned,
    [data, regions, thresholds, span.from, span.to],
  );
  const legend = props.showLegend === false ? [] : legendItems(data.roles, regions, theme);
  const zoom = props.onZoom;
  const textAt = (row: number) => ({
    text: tooltipText(columns, regions, row, formatValue),
    time: dateTimeFormat(columns.time[row] ?? Number.NaN, { timeZone }),
  });

  return (
    <div role="group" aria-label={label} data-testid="lapwing-chart">
      <VizLayout
        width={props.width}
        height={props.height}
        legend={
          legend.length > 0 ? (
            <VizLayout.Legend placement="bottom" maxHeight="35%">
              <ChartLegend items={legend} />
            </VizLayout.Legend>
          ) : null
        }
      >
        {(width, height) => (
          <UPlotChart config={config} data={aligned} width={width} height={height}>
            <KeyReader {...{ config, textAt, label }} />
            <KeyboardPlugin config={config} />
            {synced && <EventBusPlugin config={config} eventBus={eventBus} />}
            <TooltipPlugin2
              config={config}
              hoverMode={ALL_AT_TIME}
              {...(zoom && { queryZoom: zoom })}
              render={(u) => {
                const row = u.cursor.idx;
                if (row === null || row === undefined) return null;
                return <ChartTooltip {...textAt(row)} />;
              }}
            />
          </UPlotChart>
        )}
      </VizLayout>
    </div>
  );
}
