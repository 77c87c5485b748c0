/**
 * Cases by what the oracle finds (`npm run bench -- rca-oracle` prints it anew): those in which the fault leaves nothing in
 * the data at all are not asked; those in which it leaves nothing in the service that has it, but in others, are, and are
 * told apart.
 */
export const NOWHERE: ReadonlySet<string> = new Set([
  // Memory that leaks slowly below the heap's own ups and downs; packets lost of what nobody waits for.
  'A8-05-leak-socks',
  'B4-09-leak-tickets',
  'B6-09-loss-boutique',
]);

export const ELSEWHERE: ReadonlySet<string> = new Set([
  // A store's network, of which nothing is watched but what it takes its callers.
  'A1-04-bandwidth-tickets',
  'A3-05-loss-socks',
  'B2-01-bandwidth-tickets',
  'B2-07-delay-studio',
  'B3-01-delay-studio',
  'B3-03-bandwidth-socks',
  'B3-05-loss-tickets',
  // Answers without what they should contain: who cannot use them says so.
  'A6-10-wrong-return-studio',
  'A7-07-wrong-return-telescopes',
  'B5-10-wrong-return-boutique',
  'B6-10-wrong-return-socks',
  'B7-07-wrong-return-studio',
  // Seen by one side alone.
  'A4-10-missing-call-telescopes',
  'A6-03-partition-telescopes',
  'B3-04-pool-telescopes',
]);
