import type { Explanation } from '@lapwing/contract';
import { formatNumber } from '@lapwing/visuals';
import React from 'react';
import { useApp } from '../context.ts';
import { Loading } from '../parts/Loading.tsx';
import { ProblemCallOut } from '../parts/ProblemCallOut.tsx';
import { useLoad } from '../use-load.ts';

/** Beyond the first three nobody compares. */
const MOST_LABELS = 3;
const MOST_VALUES = 5;

export function ExplanationView({ anomalyId: id }: { anomalyId: string }): React.JSX.Element {
  const { lapwing } = useApp();
  const { data, problem, reload } = useLoad(
    `explanation ${id}`,
    (signal): Promise<Explanation> => lapwing.ask('explainAnomaly', { params: { id } }, signal),
    // It asks the source, and the past of an anomaly stays.
    0,
  );
  if (problem) return <ProblemCallOut problem={problem} retry={reload} />;
  if (data === undefined) return <Loading what="what makes it up" />;
  return (
    <div className="lpw-explained" data-test-subj="lapwingExplanation">
      {data.dimensions.length === 0 && <p className="lpw-quiet">No label or field stands out in it.</p>}
      {data.dimensions.slice(0, MOST_LABELS).map(({ label, explained, values }) => (
        <table key={label}>
          <caption>
            By {label} <span className="lpw-quiet">brings {percent(explained)} of the change</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">{label}</th>
              <th scope="col">before</th>
              <th scope="col">during</th>
              <th scope="col">of the change</th>
            </tr>
          </thead>
          <tbody>
            {values.slice(0, MOST_VALUES).map(({ value, before, during, share }) => (
              <tr key={value}>
                <th scope="row">{value}</th>
                <td>{formatNumber(before)}</td>
                <td>{formatNumber(during)}</td>
                <td>{percent(share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      {data.notes.map((note) => (
        <p key={note} className="lpw-quiet">
          {note}
        </p>
      ))}
    </div>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
