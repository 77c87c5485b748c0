import type { NewRule } from '../grafana/alert-rules.ts';
import { type AlertSubject, SHORTEST_FOR_MINUTES, ruleOf, ruleTitle } from './rule.ts';
import { GROUP } from './use-wishes.ts';

/** The rule as it would be where nothing is known of Grafana's alerting: on a Prometheus with the uid `prometheus`. */
export function exampleRule(subject: AlertSubject, appUrl: string): NewRule {
  return ruleOf({
    ...{ subject, appUrl, title: ruleTitle(subject), folderUid: 'lapwing', group: GROUP },
    source: { kind: 'metrics', uid: 'prometheus', type: 'prometheus' },
    ...{ lowest: undefined, receiver: undefined, forMinutes: SHORTEST_FOR_MINUTES },
  });
}
