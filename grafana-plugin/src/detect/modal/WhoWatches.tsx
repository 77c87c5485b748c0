import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import type { PanelQuery } from '../queries/panel-queries.ts';
import type { Watching } from '../queries/watched.ts';

/** The choice to make a detector. */
export const NEW = '';

interface Props {
  query: PanelQuery;
  found: readonly Watching[];
  chosen: string;
  onChoose: (id: string) => void;
}

/** The query, and the detectors that watch it already. */
export function WhoWatches({ query, found, chosen, onChoose }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <section>
      <h4>Query {query.refId}</h4>
      <pre className={styles.query}>{query.text}</pre>
      {found.length === 0 ? (
        <p>No detector watches this query yet. Here is one, filled in from the panel:</p>
      ) : (
        <fieldset className={styles.choices}>
          <legend className={styles.legend}>
            {found.length === 1
              ? 'A detector watches it already'
              : `${found.length} detectors watch it already`}
          </legend>
          {found.map(({ detector, picked }) => (
            <label key={detector.id} className={styles.choice}>
              <input
                type="radio"
                name="lapwing-detector"
                checked={chosen === detector.id}
                onChange={() => onChoose(detector.id)}
              />
              <span>
                <strong>{detector.name}</strong>
                <span className={styles.quiet}>
                  {` on ${detector.source}, every ${detector.interval}${detector.enabled ? '' : ', switched off'}`}
                  {picked.length > 0 &&
                    `; this panel shows of it ${picked.map(({ name, operator, value }) => `${name} ${operator} ${value}`).join(', ')}`}
                </span>
              </span>
            </label>
          ))}
          <label className={styles.choice}>
            <input
              type="radio"
              name="lapwing-detector"
              checked={chosen === NEW}
              onChange={() => onChoose(NEW)}
            />
            <span>Make another one from this query</span>
          </label>
        </fieldset>
      )}
    </section>
  );
}

const getStyles = (
  theme: GrafanaTheme2,
): Record<'query' | 'choices' | 'legend' | 'choice' | 'quiet', string> => ({
  query: css({ margin: theme.spacing(0, 0, 1), whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  choices: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  legend: css({ ...theme.typography.body, margin: theme.spacing(0, 0, 1) }),
  choice: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'baseline', cursor: 'pointer' }),
  quiet: css({ color: theme.colors.text.secondary }),
});
