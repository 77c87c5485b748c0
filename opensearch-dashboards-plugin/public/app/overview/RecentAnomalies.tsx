import { EuiButtonEmpty, EuiFieldSearch } from '@elastic/eui';
import type { Severity } from '@lapwing/contract';
import { type AnomalyRow, SEVERITIES, countText, filterRows, severityName } from '@lapwing/visuals';
import React, { useState } from 'react';
import { AnomalyList } from '../../drawing/AnomalyList.tsx';
import { useApp } from '../context.ts';
import { Period } from '../parts/Period.tsx';
import { Pills } from '../parts/Pills.tsx';
import { Section } from '../parts/Section.tsx';
import { usePageQuery } from '../use-query.ts';

/** What a person reads before narrowing the search. */
const SHOWN_AT_FIRST = 25;
const PERIODS = [6, 24, 168];

interface Props {
  rows: readonly AnomalyRow[];
  /** How many there are; more than `rows` when only the newest were fetched. */
  total: number;
  now: number;
  hours: number;
}

/** The anomalies of the last hours, to be narrowed by severity and text. */
export function RecentAnomalies({ rows, total, now, hours }: Props): React.JSX.Element {
  const { links } = useApp();
  const query = usePageQuery();
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const severities = query.list('severity') as Severity[];
  const text = query.get('q');
  const found = filterRows(rows, { severities, text });
  return (
    <Section
      title="Recent anomalies"
      actions={
        <Period hours={hours} options={PERIODS} onChange={(chosen) => query.set({ hours: String(chosen) })} />
      }
    >
      <div className="lpw-filters">
        <div className="lpw-search">
          <EuiFieldSearch
            compressed
            fullWidth
            placeholder="Search signal or reason"
            aria-label="Search signal or reason"
            value={text}
            onChange={({ target }) => query.set({ q: target.value })}
          />
        </div>
        <Pills
          label="Severity"
          options={[...SEVERITIES].reverse()}
          name={severityName}
          chosen={severities}
          onChoose={(chosen) => query.set({ severity: chosen })}
        />
      </div>
      <p role="status" className="lpw-quiet">
        {countText(found.length, rows.length, total)}
      </p>
      {found.length > 0 && (
        <AnomalyList
          rows={found.slice(0, shown)}
          {...{ now, links }}
          label="Recent anomalies"
          testId="lapwingRecent"
        />
      )}
      {found.length > shown && (
        <EuiButtonEmpty size="s" onClick={() => setShown(shown + SHOWN_AT_FIRST)}>
          Show more
        </EuiButtonEmpty>
      )}
    </Section>
  );
}
