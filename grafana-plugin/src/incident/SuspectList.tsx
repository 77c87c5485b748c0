import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { Confidence, Suspect } from '@lapwing/contract';
import { callersText, confidenceText } from '@lapwing/visuals';
import React, { type ReactNode, useState } from 'react';
import { PageLink } from '../app/PageLink.tsx';
import { EvidenceList } from './EvidenceList.tsx';

interface Props {
  suspects: readonly Suspect[];
  confidence: Confidence;
  /** The page of a suspect's signal. */
  signalTo: (signalId: string) => string;
  /** What else can be seen of a suspect. */
  evidence?: (suspect: Suspect) => ReactNode;
}

/** Who looks for a cause reads these; the others are there for when it was none of them. */
const SHOWN_AT_FIRST = 3;

/** Services in which an incident may have begun, with what speaks for each. Evidence is shown as the text it is. */
export function SuspectList({ suspects, confidence, signalTo, evidence }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [all, setAll] = useState(false);
  const left = all ? 0 : suspects.length - SHOWN_AT_FIRST;
  const most = Math.max(...suspects.map(({ score }) => score));
  return (
    <div data-testid="lapwing-suspects">
      <p className={styles.quiet}>{confidenceText(confidence)}</p>
      <ol className={styles.list} aria-label="Suspects, the likeliest first">
        {suspects.slice(0, all ? undefined : SHOWN_AT_FIRST).map((suspect) => (
          <li key={suspect.rank} className={styles.suspect}>
            <span className={styles.rank} aria-hidden>
              {suspect.rank}
            </span>
            <div className={styles.body}>
              <div className={styles.head}>
                <strong className={styles.service}>{suspect.service}</strong>
                {suspect.signal_id === null ? (
                  <span className={styles.signal}>{suspect.signal}</span>
                ) : (
                  <PageLink to={signalTo(suspect.signal_id)} className={styles.link}>
                    {suspect.signal}
                  </PageLink>
                )}
              </div>
              <Strength share={most > 0 ? suspect.score / most : 0} />
              <EvidenceList suspect={suspect} />
              {suspect.path.length > 1 && <p className={styles.quiet}>{callersText(suspect)}</p>}
              {evidence?.(suspect)}
            </div>
          </li>
        ))}
      </ol>
      {left > 0 && (
        <Button className={styles.more} variant="secondary" fill="text" onClick={() => setAll(true)}>
          {left === 1 ? 'Show one less likely' : `Show ${left} less likely ones`}
        </Button>
      )}
    </div>
  );
}

/** How suspect beside the first one: its order says it in words already. */
function Strength({ share }: { share: number }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.track} aria-hidden>
      <div
        className={styles.fill}
        style={{ width: `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%` }}
      />
    </div>
  );
}

type StyleName =
  | 'quiet'
  | 'list'
  | 'suspect'
  | 'rank'
  | 'body'
  | 'head'
  | 'service'
  | 'signal'
  | 'link'
  | 'track'
  | 'fill'
  | 'more';

const getStyles = (theme: GrafanaTheme2): Record<StyleName, string> => ({
  quiet: css({
    color: theme.colors.text.secondary,
    margin: theme.spacing(0, 0, 1),
    overflowWrap: 'anywhere',
  }),
  list: css({
    listStyle: 'none',
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 340px), 1fr))',
    gap: theme.spacing(1),
  }),
  suspect: css({
    display: 'flex',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  rank: css({
    flexShrink: 0,
    width: 24,
    height: 24,
    lineHeight: '24px',
    textAlign: 'center',
    borderRadius: theme.shape.radius.circle,
    background: theme.colors.background.secondary,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  body: css({ minWidth: 0, flex: 1 }),
  head: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 1.5), alignItems: 'baseline' }),
  service: css({ overflowWrap: 'anywhere' }),
  signal: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  link: css({
    color: theme.colors.text.link,
    overflowWrap: 'anywhere',
    '&:hover': { textDecoration: 'underline' },
  }),
  track: css({
    height: 4,
    margin: theme.spacing(0.75, 0),
    borderRadius: 2,
    background: theme.colors.background.secondary,
  }),
  fill: css({ height: '100%', borderRadius: 2, background: theme.colors.primary.main }),
  more: css({ marginTop: theme.spacing(1) }),
});
