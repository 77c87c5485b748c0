import { type Signal, wordShown } from '@lapwing/contract';
import {
  formatAgo,
  formatNumber,
  formatScore,
  severityColour,
  severityName,
  signalTitle,
} from '@lapwing/visuals';
import React from 'react';
import { PlainLink } from '../../drawing/PlainLink.tsx';
import type { Links } from '../../drawing/links.ts';
import { useLook } from '../../look/LookProvider.tsx';

interface Props {
  signals: readonly Signal[];
  now: number;
  links: Links;
}

/** Signals, one a line; each leads to its chart. */
export function SignalList({ signals, now, links }: Props): React.JSX.Element {
  const look = useLook();
  return (
    <ul className="lpw-list" aria-label="Signals, worst first" data-test-subj="lapwingSignals">
      {signals.map((signal) => {
        const { id, labels, source, open_severity: severity, last_seen: seen } = signal;
        const time = seen === null ? undefined : Date.parse(seen);
        return (
          <li key={id}>
            <PlainLink href={links.signal(id)} follow={links.follow} className="lpw-row lpw-signal">
              <span
                className="lpw-bar"
                style={severity ? { background: severityColour(severity) } : {}}
                aria-hidden
              />
              <span className="lpw-state">
                {severity ? (
                  <strong>{severityName(severity)}</strong>
                ) : (
                  <span className="lpw-quiet">as usual</span>
                )}
              </span>
              <span className="lpw-what">
                <span className="lpw-name">{signalTitle(labels, `signal ${id}`)}</span>
                <span className="lpw-quiet">
                  {wordShown(signal, 'kind')} from {source}
                </span>
              </span>
              <span className="lpw-number">{formatNumber(signal.last_value)}</span>
              <span className="lpw-when" title={time === undefined ? '' : look.moment(time)}>
                {time === undefined ? 'no reading yet' : formatAgo(time, now)}
              </span>
              <span className="lpw-score" title="Score of the newest reading, in decibans">
                {formatScore(signal.last_score)}
                <span className="lpw-quiet">score</span>
              </span>
            </PlainLink>
          </li>
        );
      })}
    </ul>
  );
}
