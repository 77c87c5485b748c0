import { expect, test, vi } from 'vitest';
import { laterWords } from './later-words.ts';

const flow = { field: 'type', word: 'flow', leftOut: false };
const tide = { field: 'rule', word: 'tide', leftOut: true };

test('what is not known is named once, whichever answers held it, and until they no longer do', () => {
  const words = laterWords();
  const changed = vi.fn();
  const end = words.follow(changed);
  expect(words.note()).toBeUndefined();
  words.tell('detectors', [flow, flow]);
  words.tell('detectors', [flow, flow]);
  words.tell('anomalies', [tide, flow]);
  expect(changed).toHaveBeenCalledTimes(2);
  expect(words.note()?.text).toMatch(/^Unknown to this version: kind “flow”, rule “tide” \(left out\)\. /);
  words.tell('detectors', []);
  words.tell('anomalies', []);
  expect(words.note()).toBeUndefined();
  end();
  words.tell('detectors', [tide]);
  expect(changed).toHaveBeenCalledTimes(4);
});

test('of many some are named and the rest counted', () => {
  const words = laterWords();
  words.tell(
    'x',
    Array.from({ length: 7 }, (_, i) => ({ ...tide, word: String(i) })),
  );
  expect(words.note()?.text).toContain('and 3 more.');
});
