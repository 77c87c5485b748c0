import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseOptions } from './options.ts';

afterEach(() => vi.restoreAllMocks());

describe('parseOptions', () => {
  it('has two weeks at a reading a minute by default', () => {
    expect(parseOptions([])).toEqual({
      intervalSeconds: 60,
      historySeconds: 1_209_600,
      seed: 1,
      port: undefined,
      open: true,
      replay: undefined,
      shift: true,
      verbose: false,
    });
  });

  it('reads every option', () => {
    const args =
      '--interval 10s --history 2d --seed 7 --port 0 --no-open --replay some/folder --no-shift --verbose';
    expect(parseOptions(args.split(' '))).toEqual({
      intervalSeconds: 10,
      historySeconds: 172_800,
      seed: 7,
      port: 0,
      open: false,
      replay: 'some/folder',
      shift: false,
      verbose: true,
    });
  });

  it.each([
    ['--interval 0s', 'must be a whole number above 0'],
    ['--interval 1s', 'between 2s and 3600s'],
    ['--history 100d', 'between 60s'],
    ['--seed -1', 'whole number from 0'],
    ['--seed x', 'whole number from 0'],
    ['--port 65536', 'whole number from 0 to 65535'],
    ['--no-shift', 'goes with --replay'],
    ['--fast', 'unknown option'],
    ['folder', 'too many arguments'],
  ])('refuses %s', (args, message) => {
    const said: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    vi.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`exit ${code}`);
    });
    expect(() => parseOptions(args.split(' '))).toThrow('exit 1');
    expect(said.join('')).toContain(message);
  });
});
