import { z } from 'zod';
import { ServerFault } from '../shared/server-fault.ts';

const Vector = z.object({
  resultType: z.literal('vector'),
  result: z.array(
    z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) }),
  ),
});

/** One series of an instant query's answer. */
export interface Row {
  metric: Record<string, string>;
  /** NaN and infinities count as nothing. */
  value: number;
}

/** The series of an answer. Throws ServerFault where it is no vector. */
export function readVector({ data }: { data: unknown }): Row[] {
  const parsed = Vector.safeParse(data);
  if (!parsed.success) {
    const fault = { kind: 'unreadable', message: z.prettifyError(parsed.error) } as const;
    throw new ServerFault(fault, 'Prometheus: no vector');
  }
  return parsed.data.result.map(({ metric, value: [, text] }) => {
    const value = Number(text);
    return { metric, value: Number.isFinite(value) ? value : 0 };
  });
}

export function sumOf(rows: readonly Row[]): number {
  return rows.reduce((sum, { value }) => sum + value, 0);
}
