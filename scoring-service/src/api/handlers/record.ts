import type { ApiDeps } from '../deps.ts';
import { type Call, whoOf } from '../handler.ts';
import type { RouteName } from '@lapwing/contract';

/** One line of the audit log: who did `action` to `target`. `detail` holds no secret. */
export function record(
  { admin, now }: Pick<ApiDeps, 'admin' | 'now'>,
  call: Pick<Call<RouteName>, 'caller'>,
  action: string,
  target: string,
  detail = '',
): void {
  const { identity } = whoOf(call);
  admin.audit({ at: now(), who: `${identity.name} (${identity.by})`, action, target, detail });
}
