import type { Confidence, Suspect } from '@lapwing/contract';
import { callersText, confidenceText, evidenceLine } from '@lapwing/visuals';
import React from 'react';
import { PlainLink } from './PlainLink.tsx';

interface Props {
  suspects: readonly Suspect[];
  confidence: Confidence;
  signalHref: (signalId: string) => string;
  follow: (href: string) => void;
}

/** Services in which an incident may have begun, with what speaks for each. Evidence is shown as the text it is. */
export function SuspectList({ suspects, confidence, signalHref, follow }: Props): React.JSX.Element {
  const most = Math.max(...suspects.map(({ score }) => score));
  return (
    <div data-test-subj="lapwingSuspects">
      <p className="lpw-quiet">{confidenceText(confidence)}</p>
      <ol className="lpw-list" aria-label="Suspects, the likeliest first">
        {suspects.map((suspect) => (
          <li key={suspect.rank} className="lpw-suspect">
            <span className="lpw-rank" aria-hidden>
              {suspect.rank}
            </span>
            <div>
              <div>
                <strong>{suspect.service}</strong>{' '}
                {suspect.signal_id === null ? (
                  <span className="lpw-quiet">{suspect.signal}</span>
                ) : (
                  <PlainLink href={signalHref(suspect.signal_id)} follow={follow}>
                    {suspect.signal}
                  </PlainLink>
                )}
              </div>
              {most > 0 && <Strength share={suspect.score / most} />}
              <ul className="lpw-words" aria-label={`What speaks for ${suspect.service}`}>
                {suspect.evidence.map((sentence, index) => (
                  <li key={index}>{evidenceLine(sentence, suspect.service).text}</li>
                ))}
              </ul>
              {suspect.path.length > 1 && <p className="lpw-quiet">{callersText(suspect)}</p>}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** How suspect beside the first one: its order says it in words already. */
function Strength({ share }: { share: number }): React.JSX.Element {
  return (
    <div className="lpw-strength" aria-hidden>
      <div style={{ width: `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%` }} />
    </div>
  );
}
