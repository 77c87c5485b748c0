import { LoadingState, type PanelProps } from '@grafana/data';
import { lanesOfMarks } from '@lapwing/visuals';
import React, { useMemo } from 'react';
import { signalPath } from '../../app/routes.ts';
import { LaneChart } from '../../incident/LaneChart.tsx';
import { useSharedCursor } from '../../incident/use-shared-cursor.ts';
import { PanelMessage } from '../anomaly-chart/PanelMessage.tsx';
import { failureOf } from '../panel-failure.ts';
import type { SwimLanesOptions } from './options.ts';
import { readMarks } from './read-marks.ts';

/** The panel's root: signals × time, worst first, or why there are none. */
export default function SwimLanesPanel(props: PanelProps<SwimLanesOptions>): React.JSX.Element {
  const { data, options, timeRange, timeZone, width, height, eventBus } = props;
  const [from, to] = [timeRange.from.valueOf(), timeRange.to.valueOf()];
  const [cursor, share] = useSharedCursor(eventBus);
  const marks = useMemo(
    () => readMarks([...data.series, ...(data.annotations ?? [])], options.lowestSeverity),
    [data.series, data.annotations, options.lowestSeverity],
  );
  const lanes = useMemo(() => lanesOfMarks(marks ?? [], from, to), [marks, from, to]);
  if (lanes.length > 0) {
    return (
      <LaneChart
        {...{ lanes, from, to, timeZone, width, height, cursor }}
        onCursor={share}
        label={`${lanes.length} signals, worst first`}
        signalTo={(id) => signalPath(id, { from, to })}
      />
    );
  }
  if (data.state === LoadingState.Loading || data.state === LoadingState.NotStarted) {
    return <PanelMessage icon="fa fa-spinner" title="Loading" hint="Waiting for the first answer" />;
  }
  const failed = failureOf(data);
  if (failed !== undefined) {
    return <PanelMessage role="alert" icon="exclamation-triangle" title="The query failed" hint={failed} />;
  }
  return marks === undefined ? (
    <PanelMessage
      icon="info-circle"
      title="No anomalies in this query"
      hint="Choose the Lapwing data source and a query of the kind Anomalies."
    />
  ) : (
    <PanelMessage
      icon="check-circle"
      title="Nothing anomalous in this time"
      hint="Choose a longer range, fewer labels, or a lower severity in the panel’s options."
    />
  );
}
