/** Kinds of fault by their families. */
export const FAMILIES = {
  machine: ['cpu', 'memory', 'leak', 'disk', 'gc'],
  network: ['delay', 'loss', 'bandwidth', 'partition', 'socket', 'certificate'],
  crash: ['kill', 'crash-loop'],
  code: [
    'exception',
    'wrong-parameter',
    'missing-call',
    'wrong-return',
    'unhandled',
    'lock',
    'slow-query',
    'clock',
  ],
  configuration: ['pool', 'timeout', 'host'],
  store: ['store-slow'],
} as const;
export type Family = keyof typeof FAMILIES;
export type Kind = (typeof FAMILIES)[Family][number];
