import { ANOMALIES_ALIAS, INCIDENTS_ALIAS, SCORES_ALIAS } from '@lapwing/contract';
import { z } from 'zod';
import { ServerFault } from '../sources/shared/server-fault.ts';
import type { Requests } from './requests.ts';

export const DAY_MS = 86_400_000;
/** Where ISM deletes, it has its turn first; what its policy never got hold of is deleted by us after this. */
const ISM_GRACE_DAYS = 2;
const ISM_POLICY = 'lapwing-retention';

const ALIASES = [SCORES_ALIAS, ANOMALIES_ALIAS, INCIDENTS_ALIAS];
/** Our own names and no others: `lapwing-scores-archive` or a stranger's index is never touched. */
const OURS = new RegExp(`^(?:${ALIASES.join('|')})-v\\d+-(\\d{4})\\.(\\d{2})\\.(\\d{2})$`);

/** The first moment (epoch ms, a midnight in UTC) that is kept: indices of days before it leave. */
export function keptFrom(nowMs: number, days: number): number {
  return Math.floor((nowMs - days * DAY_MS) / DAY_MS) * DAY_MS;
}

/** Of `names`, those that are ours and of a day before `beforeMs`. */
export function outdated(names: string[], beforeMs: number): string[] {
  return names.filter((name) => {
    const parts = OURS.exec(name);
    if (parts === null) return false;
    const [, year, month, day] = parts;
    const midnight = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
    return Number.isFinite(midnight) && midnight < beforeMs;
  });
}

const Resolved = z.object({ indices: z.array(z.object({ name: z.string() })) });

/** Deletes the daily indices that are older than `days`; gives their names. Throws ServerFault. */
export async function deleteOutdated(
  requests: Requests,
  options: { nowMs: number; days: number; ism: boolean },
  signal: AbortSignal,
): Promise<string[]> {
  const patterns = ALIASES.map((alias) => `${alias}-v*`).join(',');
  // Needs no right beyond our own indices, as `_cat/indices` does.
  const listed = await requests.request(
    {
      method: 'GET',
      path: `/_resolve/index/${encodeURIComponent(patterns)}`,
      query: { expand_wildcards: 'open,closed' },
    },
    signal,
  );
  const days = options.days + (options.ism ? ISM_GRACE_DAYS : 0);
  const names = outdated(
    Resolved.parse(listed).indices.map(({ name }) => name),
    keptFrom(options.nowMs, days),
  );
  for (const name of names) {
    await requests.request(
      { method: 'DELETE', path: `/${name}`, query: { ignore_unavailable: true } },
      signal,
    );
  }
  return names;
}

const StoredPolicy = z.object({
  _seq_no: z.number(),
  _primary_term: z.number(),
  policy: z.object({
    states: z.array(
      z.object({
        transitions: z.array(
          z.object({ conditions: z.object({ min_index_age: z.string().optional() }).optional() }),
        ),
      }),
    ),
  }),
});

/** The plugin is not there (400, 404, 405), or its use is not ours (401, 403): we delete by ourselves. */
const NO_ISM: ReadonlySet<number> = new Set([400, 401, 403, 404, 405]);

/** Puts the ISM policy that deletes by age, where the plugin is there; false where it is not. Throws ServerFault. */
export async function putIsmPolicy(requests: Requests, days: number, signal: AbortSignal): Promise<boolean> {
  const path = `/_plugins/_ism/policies/${ISM_POLICY}`;
  const age = `${days}d`;
  try {
    let query: Record<string, number> = {};
    try {
      const { _seq_no, _primary_term, policy } = StoredPolicy.parse(
        await requests.request({ method: 'GET', path }, signal),
      );
      const ages = policy.states.flatMap(({ transitions }) =>
        transitions.map(({ conditions }) => conditions?.min_index_age),
      );
      if (ages.includes(age)) return true;
      query = { if_seq_no: _seq_no, if_primary_term: _primary_term };
    } catch (error) {
      // 404 is also what the plugin says of a policy that is not there yet.
      if (statusOf(error) !== 404) throw error;
    }
    await requests.request({ method: 'PUT', path, query, body: policyBody(age) }, signal);
    return true;
  } catch (error) {
    if (NO_ISM.has(statusOf(error))) return false;
    throw error;
  }
}

function statusOf(error: unknown): number {
  return error instanceof ServerFault && error.fault.kind === 'answer' ? error.fault.status : 0;
}

function policyBody(age: string): object {
  return {
    policy: {
      description: 'Deletes daily indices of Lapwing by their age',
      default_state: 'kept',
      states: [
        {
          name: 'kept',
          actions: [],
          transitions: [{ state_name: 'deleted', conditions: { min_index_age: age } }],
        },
        { name: 'deleted', actions: [{ delete: {} }], transitions: [] },
      ],
      ism_template: [{ index_patterns: ALIASES.map((alias) => `${alias}-v*`), priority: 100 }],
    },
  };
}
