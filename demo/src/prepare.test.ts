import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseOptions, type DemoOptions } from './options.ts';
import { prepare } from './prepare.ts';

const now = Date.UTC(2026, 10, 18, 12, 0, 30);
const clock = (): number => now;

describe('prepare', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lapwing-prepare-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, from: number): void => {
    const rows = [0, 1, 2, 3].map((i) => `${from + i * 60_000},${i}`);
    writeFileSync(path.join(folder, name), ['timestamp,value', ...rows].join('\n'));
  };
  const replay = (...args: string[]): DemoOptions => parseOptions(['--replay', folder, ...args]);

  it('opens the shop at the beginning of its past', async () => {
    const { feed, status, title } = await prepare(parseOptions(['--history', '1h']), clock);
    expect(title).toContain('shop');
    expect(feed.pastReadings).toBe(60 * feed.signals);
    for (const request of feed.past(clock)) expect(request.length).toBeGreaterThan(0);
    expect(status.state().shop?.services.length).toBe(12);
  });

  it('moves files’ times and says so, with what it passed over', async () => {
    write('a.csv', now - 86_400_000);
    writeFileSync(path.join(folder, 'notes.txt'), '');
    const { status, notes } = await prepare(replay(), clock);
    expect(status.state().replay).toMatchObject({ files: 1, signals: 1, readings: 4, shiftedMs: 86_160_000 });
    expect(notes.join('\n')).toMatch(/shifted[^]*a\.csv by 1\.00 days[^]*notes\.txt/);
  });

  it('tells recordings that were moved each by its own', async () => {
    write('a.csv', now - 86_400_000);
    write('b.csv', now - 40 * 86_400_000);
    const { status } = await prepare(replay(), clock);
    expect(status.state().replay?.shiftedMs).toBeNull();
  });

  it('keeps times when asked to, unless nothing could come of it', async () => {
    write('a.csv', now - 86_400_000);
    const { status, notes } = await prepare(replay('--no-shift'), clock);
    expect(status.state().replay?.shiftedMs).toBe(0);
    expect(notes).toEqual([]);
    write('a.csv', now + 86_400_000);
    await expect(prepare(replay('--no-shift'), clock)).rejects.toThrow('future');
    write('a.csv', now - 12 * 365 * 86_400_000);
    await expect(prepare(replay('--no-shift'), clock)).rejects.toThrow('ten years');
  });
});
