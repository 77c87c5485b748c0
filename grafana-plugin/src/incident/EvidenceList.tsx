import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Suspect } from '@lapwing/contract';
import { evidenceLine } from '@lapwing/visuals';
import React from 'react';

/** The strongest evidence comes first; more of the same kind convinces nobody. */
const SHOWN_AT_FIRST = 3;

/** What speaks for a suspect, the strongest first, as the text it is. */
export function EvidenceList({ suspect }: { suspect: Suspect }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { service, evidence } = suspect;
  const rest = evidence.slice(SHOWN_AT_FIRST);
  return (
    <div className={styles.all}>
      <ul className={styles.list} aria-label={`What speaks for ${service}`}>
        {evidence.slice(0, SHOWN_AT_FIRST).map((sentence, place) => (
          <Sentence key={place} {...{ sentence, service }} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary className={styles.quiet}>{rest.length} more</summary>
          <ul className={styles.list} aria-label={`What else speaks for ${service}`}>
            {rest.map((sentence, place) => (
              <Sentence key={place} {...{ sentence, service }} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Sentence({ sentence, service }: { sentence: string; service: string }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { text, traceId } = evidenceLine(sentence, service);
  return (
    <li>
      {text}
      {traceId !== undefined && (
        <>
          {' '}
          <code className={styles.trace} title="A trace that shows it">
            {traceId}
          </code>
        </>
      )}
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'all' | 'list' | 'quiet' | 'trace', string> => ({
  all: css({ marginBottom: theme.spacing(0.5), overflowWrap: 'anywhere' }),
  list: css({ margin: theme.spacing(0, 0, 0, 2) }),
  quiet: css({ color: theme.colors.text.secondary }),
  trace: css({ fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary }),
});
