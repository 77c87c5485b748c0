import { css } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type IncidentEvent, wordShown } from '@lapwing/contract';
import React from 'react';

/** What became of an incident and who did it, newest last. */
export function IncidentHistory({ history }: { history: readonly IncidentEvent[] }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <ol className={styles.list} data-testid="lapwing-history">
      {history.map((event, place) => (
        <li key={place} className={styles.event}>
          <time dateTime={event.at} className={styles.quiet}>
            {dateTimeFormat(event.at)}
          </time>
          <span className={styles.what}>
            <strong>{wordShown(event, 'what')}</strong>
            {event.by !== null && ` by ${event.by}`}
            {event.detail !== '' && <span className={styles.quiet}> {event.detail}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'list' | 'event' | 'quiet' | 'what', string> => ({
  list: css({ listStyle: 'none', margin: 0, display: 'grid', gap: theme.spacing(0.5) }),
  event: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1.5) }),
  quiet: css({ color: theme.colors.text.secondary }),
  what: css({ minWidth: 0, overflowWrap: 'anywhere' }),
});
