import { type TimelineRow, onsetText, severityColour, severityName, share } from '@lapwing/visuals';
import React from 'react';
import { useLook } from '../look/LookProvider.tsx';
import { TimeAxis } from './TimeAxis.tsx';

interface Props {
  rows: readonly TimelineRow[];
  from: number;
  to: number;
  label: string;
  /** The chosen entity; undefined while none is. */
  chosen?: string | undefined;
  onChoose: (entity: string) => void;
}

/** Services over time in order of onset, each with when it began behind the first. A bar is a button. */
export function Timeline({ rows, from, to, label, chosen, onChoose }: Props): React.JSX.Element {
  const look = useLook();
  const percent = (part: number): string => `${(part * 100).toFixed(2)}%`;
  return (
    <div>
      <ol className="lpw-plain" aria-label={label} data-test-subj="lapwingTimeline">
        {rows.map((row) => {
          const width = share(row.end ?? to, from, to) - share(row.start, from, to);
          const until = row.end === null ? 'and goes on' : `until ${look.moment(row.end)}`;
          const said = `${row.entity}, ${severityName(row.severity)}, ${onsetText(row)}, since ${look.moment(row.start)} ${until}`;
          return (
            <li key={row.entity}>
              <button
                type="button"
                className="lpw-time-row"
                aria-label={said}
                aria-pressed={chosen === row.entity}
                title={said}
                onClick={() => onChoose(row.entity)}
              >
                <span className="lpw-time-name">
                  <span className="lpw-cut">{row.entity}</span>
                  <span className="lpw-quiet">
                    {severityName(row.severity)}, {onsetText(row)}
                  </span>
                </span>
                <span className="lpw-track">
                  <span
                    className={row.end === null ? 'lpw-time-bar lpw-open' : 'lpw-time-bar'}
                    style={{
                      left: percent(share(row.start, from, to)),
                      width: percent(width),
                      background: severityColour(row.severity),
                    }}
                  />
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <div className="lpw-time-row" aria-hidden>
        <span className="lpw-time-name" />
        <TimeAxis {...{ from, to }} />
      </div>
    </div>
  );
}
