import { expect, test } from 'vitest';
import { whyNotAddress } from './service-address.ts';

test('an address has a host and nothing that is secret or a question', () => {
  expect(whyNotAddress('https://lapwing.example:8787/base')).toBeUndefined();
  expect(whyNotAddress('lapwing')).toContain('such as http://');
  expect(whyNotAddress('ftp://lapwing.example')).toContain('http://');
  expect(whyNotAddress('http://lapwing.example/?key=1')).toContain('before any ?');
  const said = whyNotAddress('http://user:hunter2@lapwing.example');
  expect(said).toContain('lapwingAnomaly.apiKey');
  expect(said).not.toContain('hunter2');
});
