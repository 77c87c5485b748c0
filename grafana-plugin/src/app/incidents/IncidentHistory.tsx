import { css } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type Incident, wordShown } from '@lapwing/contract';
import { episodesText } from '@lapwing/visuals';
import React from 'react';

/** When an incident began again, if it did; then what became of it and who did it, newest last. */
export function IncidentHistory({
  incident,
}: {
  incident: Pick<Incident, 'history' | 'episodes'>;
}): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { history } = incident;
  const episodes = episodesText(incident, (time) => dateTimeFormat(time));
  return (
    <>
      {episodes.length > 0 && (
        <>
          <p className={styles.quiet}>It began {episodes.length} times, with quiet between:</p>
          <ol className={styles.episodes} data-testid="lapwing-episodes">
            {episodes.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ol>
        </>
      )}
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
    </>
  );
}

const getStyles = (
  theme: GrafanaTheme2,
): Record<'list' | 'episodes' | 'event' | 'quiet' | 'what', string> => ({
  list: css({ listStyle: 'none', margin: 0, display: 'grid', gap: theme.spacing(0.5) }),
  episodes: css({
    margin: theme.spacing(0, 0, 2, 3),
    overflowWrap: 'anywhere',
  }),
  event: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1.5) }),
  quiet: css({ color: theme.colors.text.secondary }),
  what: css({ minWidth: 0, overflowWrap: 'anywhere' }),
});
