import { type DataFrame, FieldType, type PanelProps, dateTimeFormat } from '@grafana/data';
import { Alert, ScrollContainer } from '@grafana/ui';
import React from 'react';

const MOST_ROWS = 100;

/** A panel that shows a query's frames as plain tables: what a stock table panel would be given. */
export function FramesTable({ data }: PanelProps): React.JSX.Element {
  return (
    <ScrollContainer>
      {data.series.map((frame, index) => (
        <React.Fragment key={index}>
          {frame.meta?.notices?.map(({ text }) => (
            <Alert key={text} severity="warning" title={text} />
          ))}
          <table className="filter-table" data-testid="preview-table">
            <thead>
              <tr>
                {frame.fields.map((field) => (
                  <th key={field.name}>{field.config.displayNameFromDS ?? field.name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: Math.min(frame.length, MOST_ROWS) }, (_, row) => (
                <tr key={row}>
                  {frame.fields.map((field) => (
                    <td key={field.name}>{cell(frame, field.name, row)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </React.Fragment>
      ))}
    </ScrollContainer>
  );
}

function cell(frame: DataFrame, name: string, row: number): string {
  const field = frame.fields.find((one) => one.name === name);
  const value: unknown = field?.values[row];
  if (value === null || value === undefined) return '';
  return field?.type === FieldType.time ? dateTimeFormat(Number(value)) : String(value);
}
