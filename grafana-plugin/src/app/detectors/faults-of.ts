import { ApiError } from '@lapwing/contract';
import type { FieldFault } from '@lapwing/visuals';
import { z } from 'zod';

/** What Grafana's backend service throws for an answer that is no success. */
const Answered = z.object({ data: ApiError });

/** The faults that an answer of the service names, each with its place; none where it names none. */
export function faultsOf(error: unknown): FieldFault[] {
  const answered = Answered.safeParse(error);
  if (!answered.success) return [];
  const { details, where, message } = answered.data.data.error;
  return details && details.length > 0 ? details : [{ where, message }];
}
