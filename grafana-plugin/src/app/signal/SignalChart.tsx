import { LoadingState } from '@grafana/data';
import { PanelChrome } from '@grafana/ui';
import { regionsOfAnomalies } from '@lapwing/visuals';
import React, { useMemo } from 'react';
import { AnomalyChart } from '../../chart/AnomalyChart.tsx';
import type { ShownSpan } from '../routes.ts';
import { useWidth } from './use-width.ts';
import type { SignalData } from './use-signal.ts';

interface Props {
  data: SignalData;
  title: string;
  loading: boolean;
  timeZone: string;
  onZoom: (span: ShownSpan) => void;
}

const HEIGHT = 400;
const PHONE_HEIGHT = 320;
const PHONE_WIDTH = 600;

/** The signal's chart in a frame like that of a dashboard's panel. */
export function SignalChart({ data, title, loading, timeZone, onZoom }: Props): React.JSX.Element {
  const [ref, width] = useWidth();
  const regions = useMemo(() => regionsOfAnomalies(data.anomalies, data.span, 'LOW'), [data]);
  const height = width < PHONE_WIDTH ? PHONE_HEIGHT : HEIGHT;
  return (
    <div ref={ref}>
      {width > 0 && (
        <PanelChrome
          title={title}
          width={width}
          height={height}
          loadingState={loading ? LoadingState.Loading : LoadingState.Done}
        >
          {(innerWidth, innerHeight) => (
            <AnomalyChart
              columns={data.series}
              regions={regions}
              span={data.span}
              timeZone={timeZone}
              width={innerWidth}
              height={innerHeight}
              showBand
              label={`${title}: ${regions.length} anomalies in this time range`}
              onZoom={onZoom}
            />
          )}
        </PanelChrome>
      )}
    </div>
  );
}
