import { type DataFrame, FieldType, type PanelProps, PanelPlugin } from '@grafana/data';
import { LegendDisplayMode } from '@grafana/schema';
import { Alert, TimeSeries, type UPlotConfigBuilder } from '@grafana/ui';
import React, { useLayoutEffect, useRef } from 'react';

/** The chart that Grafana's own Time series panel is made of, with its marks and notices, where the panel itself is not. */
function StockChart({ data, width, height, timeRange, timeZone }: PanelProps): React.JSX.Element {
  const frames = data.series.filter(({ fields }) => fields.some(({ type }) => type === FieldType.number));
  const notices = data.series.flatMap(({ meta }) => meta?.notices ?? []);
  return (
    <div data-testid="stock-chart">
      {notices.map(({ text }) => (
        <Alert key={text} severity="warning" title={text} />
      ))}
      <TimeSeries
        frames={frames}
        structureRev={data.structureRev ?? 0}
        timeRange={timeRange}
        timeZone={timeZone}
        width={width}
        height={Math.max(120, height - notices.length * 60)}
        legend={{ showLegend: true, displayMode: LegendDisplayMode.List, placement: 'bottom', calcs: [] }}
      >
        {(config) => <Marks config={config} frames={data.annotations ?? []} />}
      </TimeSeries>
    </div>
  );
}

export const stockChart = new PanelPlugin(StockChart).setDataSupport({ annotations: true });

const SHADE = '33';

/** Shades the regions of annotation frames, each in its colour, and lists what their tooltips say. */
function Marks({ config, frames }: { config: UPlotConfigBuilder; frames: DataFrame[] }): React.JSX.Element {
  const shown = useRef(frames);
  useLayoutEffect(() => {
    shown.current = frames;
  }, [frames]);
  useLayoutEffect(() => {
    config.addHook('draw', (plot) => {
      const { ctx, bbox } = plot;
      for (const { from, to, colour } of shown.current.flatMap(regions)) {
        const left = Math.max(plot.valToPos(from, 'x', true), bbox.left);
        const right = Math.min(plot.valToPos(to, 'x', true), bbox.left + bbox.width);
        ctx.fillStyle = colour + SHADE;
        ctx.fillRect(left, bbox.top, Math.max(1, right - left), bbox.height);
        ctx.fillStyle = colour;
        ctx.fillRect(left, bbox.top + bbox.height - 4, Math.max(1, right - left), 4);
      }
    });
  }, [config]);
  return (
    <ul data-testid="stock-marks" hidden>
      {frames.flatMap(regions).map(({ from, title }) => (
        <li key={`${from} ${title}`}>{title}</li>
      ))}
    </ul>
  );
}

function regions(frame: DataFrame): { from: number; to: number; colour: string; title: string }[] {
  const column = (name: string): unknown[] => frame.fields.find((field) => field.name === name)?.values ?? [];
  const [end, colour, title] = ['timeEnd', 'color', 'title'].map(column);
  return column('time').map((from, row) => ({
    from: Number(from),
    to: Number(end?.[row] ?? from),
    colour: String(colour?.[row]),
    title: String(title?.[row]),
  }));
}
