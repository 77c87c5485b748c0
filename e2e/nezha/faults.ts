import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { serviceOf } from './pods.ts';

const FaultList = z.record(
  z.string(),
  z.array(
    z.object({
      inject_time: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      inject_pod: z.string(),
      inject_type: z.string(),
    }),
  ),
);

export interface Fault {
  /** Epoch ms of its injection. */
  at: number;
  service: string;
  /** `return`, `exception` (a method returns or throws what it should not), `cpu_contention`, … */
  type: string;
}

/** The day's injected faults, oldest first. */
export function readFaults(day: string): Fault[] {
  const list = FaultList.parse(JSON.parse(readFileSync(path.join(day, 'fault_list.json'), 'utf8')));
  const faults = Object.values(list)
    .flat()
    .map(({ inject_time: time, inject_pod: pod, inject_type: type }) => ({
      // In UTC; the list's own `inject_timestamp` is eight hours off.
      at: Date.parse(`${time.replace(' ', 'T')}Z`),
      service: serviceOf(pod),
      type,
    }));
  return faults.sort((a, b) => a.at - b.at);
}
