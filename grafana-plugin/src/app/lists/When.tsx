import { dateTimeFormat } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { formatAgo, formatDuration } from '@lapwing/visuals';
import React from 'react';
import { cellStyles } from './cells.ts';

const DAY_MS = 86_400_000;

/** Since when something goes on, or when it was and for how long. Epoch ms. */
export function When(props: { start: number; end: number | null; now: number }): React.JSX.Element {
  const { start, end, now } = props;
  const styles = useStyles2(cellStyles);
  return (
    <span className={styles.when} title={dateTimeFormat(start)}>
      {end === null ? `for ${formatDuration(now - start)}` : formatAgo(start, now)}
      <span className={styles.quiet}>
        {end === null
          ? `since ${dateTimeFormat(start, { format: now - start < DAY_MS ? 'HH:mm' : 'MMM D, HH:mm' })}`
          : `lasted ${formatDuration(end - start)}`}
      </span>
    </span>
  );
}
