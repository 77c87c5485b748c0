import type { Identity } from '@lapwing/contract';
import { call } from '../service.ts';
import { useLoad } from '../use-load.ts';
import { grafanaRole, whyNotChange } from './may-change.ts';

/** Why this person can't change anything; undefined when nothing speaks against it, or while it is not known. */
export function useWhyNot(): string | undefined {
  const role = grafanaRole();
  const me = useLoad('me', (signal): Promise<Identity | undefined> => {
    // Grafana's proxy does not let viewers ask.
    return role === 'Viewer' ? Promise.resolve(undefined) : call('me', { signal });
  });
  return whyNotChange(role, me.data);
}
