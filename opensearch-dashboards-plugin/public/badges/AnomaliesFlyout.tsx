import { EuiFlyoutBody, EuiFlyoutHeader, EuiText, EuiTitle } from '@elastic/eui';
import { anomalyRow, compareRows } from '@lapwing/visuals';
import React from 'react';
import { AnomalyList } from '../drawing/AnomalyList.tsx';
import type { Links } from '../drawing/links.ts';
import type { Found } from '../panels/watch.ts';

/** More than this nobody reads through in a flyout: the app lists them all. */
const MOST_ROWS = 50;

interface Props {
  title: string;
  found: Found;
  links: Links;
  /** Epoch ms. */
  now: number;
}

/** The anomalies that concern a panel. */
export function AnomaliesFlyout({ title, found, links, now }: Props): React.JSX.Element {
  const { anomalies, more } = found;
  const rows = anomalies.map(anomalyRow).sort(compareRows);
  const left = rows.length - MOST_ROWS;
  return (
    <>
      <EuiFlyoutHeader hasBorder>
        <EuiTitle size="s">
          <h2>{title === '' ? 'Anomalies' : `Anomalies of ${title}`}</h2>
        </EuiTitle>
      </EuiFlyoutHeader>
      <EuiFlyoutBody>
        {more && (
          <EuiText size="s" color="subdued">
            <p>This time range has more anomalies than can be compared with a panel: the newest were.</p>
          </EuiText>
        )}
        <AnomalyList
          rows={rows.slice(0, MOST_ROWS)}
          label={`Anomalies of ${title}`}
          testId="lapwingAnomalies"
          {...{ now, links }}
        />
        {left > 0 && (
          <EuiText size="s">
            <p>and {left} more</p>
          </EuiText>
        )}
      </EuiFlyoutBody>
    </>
  );
}
