import { EuiText } from '@elastic/eui';
import React from 'react';
import { Loading } from '../app/parts/Loading.tsx';
import { ProblemCallOut } from '../app/parts/ProblemCallOut.tsx';
import { useLoad } from '../app/use-load.ts';
import type { Links } from '../drawing/links.ts';
import type { Lapwing } from '../service/ask.ts';
import { type Picture, loadPicture } from './load-picture.ts';
import type { PanelState } from './panel-state.ts';
import { PictureView } from './PictureView.tsx';

interface Props extends PanelState {
  lapwing: Lapwing;
  links: Links;
}

/** A panel of ours on a dashboard, in the dashboard's time range. It asks when the dashboard does, and not by itself. */
export function LapwingPanel({ lapwing, links, ...state }: Props): React.JSX.Element {
  const { settings, span, conditions, turn, height } = state;
  const { data, problem, reload } = useLoad(
    JSON.stringify([settings, conditions, turn, span]),
    (signal): Promise<Picture> => loadPicture(lapwing, state, signal),
    0,
  );
  if (problem) return <ProblemCallOut problem={problem} retry={reload} />;
  if (data === undefined) return <Loading what="anomalies" />;
  if (data.kind === 'nothing') {
    return (
      <EuiText size="s" color="subdued">
        <p data-test-subj="lapwingNothing">{data.why}</p>
      </EuiText>
    );
  }
  return <PictureView picture={data} {...{ height, links }} />;
}
