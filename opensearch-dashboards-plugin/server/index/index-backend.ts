import { ROUTES, SCORES_ALIAS } from '@lapwing/contract';
import { z } from 'zod';
import type { OfferedName } from '../../common/offered.ts';
import type { Backend, Question } from '../backend/backend.ts';
import { Refusal } from '../backend/refusal.ts';
import { getAnomaly, listAnomalies } from './anomalies.ts';
import { listDetectors } from './detectors.ts';
import { getIncident, listIncidents } from './incidents.ts';
import { getScores } from './scores.ts';
import { type Search, searchAs } from './search.ts';
import { getSignal, listSignals } from './signals.ts';
import { summary } from './summary.ts';

type Reader = (search: Search, question: Question, now: number) => Promise<unknown>;

/** What the indices can tell. */
const READERS: Partial<Record<OfferedName, Reader>> = {
  summary: (search) => summary(search),
  listSignals: (search, { query }) => listSignals(search, ROUTES.listSignals.query.parse(query)),
  getSignal: (search, { params }) => getSignal(search, params['id'] ?? ''),
  getScores: (search, { params, query }, now) =>
    getScores(search, params['id'] ?? '', ROUTES.getScores.query.parse(query), now),
  listAnomalies: (search, { query }, now) =>
    listAnomalies(search, ROUTES.listAnomalies.query.parse(query), now),
  getAnomaly: (search, { params }) => getAnomaly(search, params['id'] ?? ''),
  listDetectors: (search) => listDetectors(search),
  listIncidents: (search, { query }, now) =>
    listIncidents(search, ROUTES.listIncidents.query.parse(query), now),
  getIncident: (search, { params }) => getIncident(search, params['id'] ?? ''),
};

/** Reads the indices that the service writes, each time as the person who asks. `now`: epoch ms. */
export function indexBackend(timeoutMs: number, now: () => number): Backend {
  return {
    offers: Object.keys(READERS) as OfferedName[],
    async answer(question) {
      const reader = READERS[question.name];
      if (reader === undefined) {
        const hint =
          'Set lapwingAnomaly.serviceUrl: only the service knows, and only there things can be changed.';
        throw new Refusal('NOT_FOUND', 'The indices do not tell this', 'lapwingAnomaly.mode', hint);
      }
      return reader(searchAs(question.client, timeoutMs), question, now());
    },
    async check(client) {
      try {
        const { total } = await searchAs(client, timeoutMs)(SCORES_ALIAS, { size: 0, filter: [] }, z.never());
        if (total > 0) return {};
        return {
          problem: {
            title: 'There are no scores that you may read',
            hint: 'Give the service an output in this OpenSearch (output.opensearch), yourself a role that may read lapwing-*, or OpenSearch Dashboards the service’s address (lapwingAnomaly.serviceUrl).',
          },
        };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { problem: { title: error.message, hint: error.hint } };
      }
    },
  };
}
