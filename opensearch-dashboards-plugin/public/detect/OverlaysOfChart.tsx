import { EuiButtonEmpty, EuiFlexGroup, EuiFlexItem, EuiSpacer, EuiText } from '@elastic/eui';
import React, { useEffect, useState } from 'react';
import type { OverlayArgs } from '../overlays/augmentation.ts';

/** What can be done about the overlays of one chart. */
export interface ChartOverlays {
  /** Why the chart can bear none; empty when it can. */
  why: string;
  list(): Promise<{ id: string }[]>;
  /** Ids of ours on all charts; of one detector, where it is named. */
  everywhere(detectorId?: string): Promise<string[]>;
  add(args: OverlayArgs): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
}

interface Props {
  overlays: ChartOverlays;
  /** Rises when one was added. */
  turn: number;
  doing(work: () => Promise<string>): void;
}

/** How many overlays the chart and all charts have, and two buttons that remove them. */
export function OverlaysOfChart({ overlays, turn, doing }: Props): React.JSX.Element | null {
  const [here, setHere] = useState<readonly string[]>([]);
  const [all, setAll] = useState<readonly string[]>([]);
  const [removed, setRemoved] = useState(0);
  useEffect(() => {
    let shown = true;
    const look = async (): Promise<void> => {
      const [ours, everywhere] = await Promise.all([overlays.list(), overlays.everywhere()]);
      if (!shown) return;
      setHere(ours.map(({ id }) => id));
      setAll(everywhere);
    };
    // Whoever may not read saved objects has none to remove.
    look().catch(() => undefined);
    return () => {
      shown = false;
    };
  }, [overlays, turn, removed]);
  if (all.length === 0) return null;

  const remove = (ids: readonly string[], said: string): void =>
    doing(async () => {
      await overlays.remove(ids);
      setRemoved((times) => times + 1);
      return said;
    });
  return (
    <>
      <EuiText size="s">
        <h3>Overlays</h3>
        <p>
          Lapwing marks anomalies {times(here.length)} on this chart, and {times(all.length)} in all.
        </p>
      </EuiText>
      <EuiFlexGroup wrap responsive={false} gutterSize="s">
        {here.length > 0 && (
          <EuiFlexItem grow={false}>
            <EuiButtonEmpty size="s" onClick={() => remove(here, 'The overlays of this chart are removed')}>
              Remove from this chart
            </EuiButtonEmpty>
          </EuiFlexItem>
        )}
        <EuiFlexItem grow={false}>
          <EuiButtonEmpty
            size="s"
            color="danger"
            onClick={() => remove(all, `All overlays of Lapwing are removed (${all.length})`)}
          >
            Remove all {all.length} from all charts
          </EuiButtonEmpty>
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="l" />
    </>
  );
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
