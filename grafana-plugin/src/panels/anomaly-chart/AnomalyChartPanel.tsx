import { css } from '@emotion/css';
import {
  type GrafanaTheme2,
  LoadingState,
  type PanelProps,
  getDisplayProcessor,
  formattedValueToString,
} from '@grafana/data';
import { Combobox, useStyles2, useTheme2 } from '@grafana/ui';
import { NOTHING, type Region, formatNumber, regionsOfScores } from '@lapwing/visuals';
import React, { useId, useMemo, useState } from 'react';
import { AnomalyChart } from '../../chart/AnomalyChart.tsx';
import { PanelMessage } from './PanelMessage.tsx';
import type { PanelOptions } from './options.ts';
import { type PanelSeries, readRegions, readSeries } from './read-frames.ts';
import { thresholdLines } from './threshold-lines.ts';

/** Height of the row in which one of several signals is chosen. */
const CHOICE_HEIGHT = 40;

/** The panel's root: one signal's chart, or why there is none. */
export default function AnomalyChartPanel(props: PanelProps<PanelOptions>): React.JSX.Element {
  const { data } = props;
  const series = useMemo(() => readSeries(data.series), [data.series]);
  if (series.length > 0) return <Chart {...props} series={series} />;
  if (data.state === LoadingState.Loading || data.state === LoadingState.NotStarted) {
    return <PanelMessage icon="fa fa-spinner" title="Loading" hint="Waiting for the first answer" />;
  }
  const failed = data.errors?.[0]?.message ?? data.error?.message;
  if (failed !== undefined) {
    return <PanelMessage role="alert" icon="exclamation-triangle" title="The query failed" hint={failed} />;
  }
  const notice = data.series.flatMap((frame) => frame.meta?.notices ?? [])[0];
  if (notice) return <NoticeMessage text={notice.text} serious={notice.severity !== 'info'} />;
  return (
    <PanelMessage
      icon="chart-line"
      title="Nothing to draw"
      hint="No reading in this time range. Choose a longer range, or a query of the kind Scores with another signal."
    />
  );
}

/** Our data source's notices say what was wrong, a full stop, and what to do. */
function NoticeMessage({ text, serious }: { text: string; serious: boolean }): React.JSX.Element {
  const end = text.search(/[.:] /);
  const [title, hint] = end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end + 2)];
  return (
    <PanelMessage
      role={serious ? 'alert' : 'status'}
      icon={serious ? 'exclamation-triangle' : 'info-circle'}
      title={title}
      hint={hint.charAt(0).toUpperCase() + hint.slice(1)}
    />
  );
}

function Chart(props: PanelProps<PanelOptions> & { series: PanelSeries[] }): React.JSX.Element | null {
  const { series, data, options, timeRange, timeZone, width, height } = props;
  const styles = useStyles2(getStyles);
  const [chosen, choose] = useState('');
  const countId = useId();
  const shown = series.find(({ key }) => key === chosen) ?? series[0];
  const formatValue = useFormat(shown);
  const theme = useTheme2();
  const thresholds = useMemo(
    () => (shown && options.showThresholds ? thresholdLines(shown, theme) : []),
    [shown, options.showThresholds, theme],
  );
  const regions = useMemo((): Region[] => {
    if (shown === undefined) return [];
    const lowest = options.lowestSeverity;
    return readRegions(data.annotations ?? [], shown.key, lowest) ?? readOrScore(data.series, shown, lowest);
  }, [data.annotations, data.series, shown, options.lowestSeverity]);
  if (shown === undefined) return null;
  const several = series.length > 1;
  return (
    <div>
      {several && (
        <div className={styles.choice}>
          <Combobox
            aria-labelledby={countId}
            options={series.map(({ key, title }) => ({ value: key, label: title }))}
            value={shown.key}
            onChange={({ value }) => choose(value)}
            width="auto"
            minWidth={20}
            maxWidth={60}
          />
          <span id={countId} className={styles.count}>
            of {series.length} signals
          </span>
        </div>
      )}
      <AnomalyChart
        columns={shown.columns}
        regions={regions}
        span={{ from: timeRange.from.valueOf(), to: timeRange.to.valueOf() }}
        timeZone={timeZone}
        width={width}
        height={several ? height - CHOICE_HEIGHT : height}
        showBand={options.showBand}
        showLegend={options.showLegend}
        thresholds={thresholds}
        label={`${shown.title}: ${regions.length} anomalies in this time range`}
        formatValue={formatValue}
        onZoom={props.onChangeTimeRange}
      />
    </div>
  );
}

/** Annotation frames stay among the series in hosts that don't know the topic; else scores tell the regions. */
function readOrScore(
  frames: PanelProps['data']['series'],
  shown: PanelSeries,
  lowest: PanelOptions['lowestSeverity'],
): Region[] {
  return readRegions(frames, shown.key, lowest) ?? regionsOfScores(shown.columns, lowest);
}

/** Values in the unit that the panel's options ask for; plain numbers when they ask for none. */
function useFormat(series: PanelSeries | undefined): (value: number | null | undefined) => string {
  const theme = useTheme2();
  const field = series?.valueField;
  return useMemo(() => {
    const { unit, decimals } = field?.config ?? {};
    if (!field || (!unit && decimals === undefined)) return formatNumber;
    const display = getDisplayProcessor({ field, theme });
    return (value) =>
      value === null || value === undefined ? NOTHING : formattedValueToString(display(value));
    // The unit decides; a new answer brings a new field with the same one, and must not rebuild the chart.
  }, [field?.config.unit, field?.config.decimals, theme]);
}

const getStyles = (theme: GrafanaTheme2): Record<'choice' | 'count', string> => ({
  choice: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), height: CHOICE_HEIGHT }),
  count: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
});
