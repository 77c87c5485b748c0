import { type TooltipText, severityColour } from '@lapwing/visuals';
import React from 'react';

/** What is said of the reading under the cursor, on the side of the chart that the cursor is not on. */
export function ChartTooltip({
  text,
  time,
  share,
}: {
  text: TooltipText;
  time: string;
  /** Where the reading lies in the chart: 0 is its left edge. */
  share: number;
}): React.JSX.Element {
  return (
    <div className={share > 0.5 ? 'lpw-tooltip lpw-left' : 'lpw-tooltip'} role="status">
      <div className="lpw-quiet">{time}</div>
      {text.severity && (
        <div className="lpw-headline" style={{ borderColor: severityColour(text.severity) }}>
          <strong>{text.headline}</strong>
          {text.reason !== '' && <div>{text.reason}</div>}
        </div>
      )}
      <dl>
        {text.rows.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
