import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CalendarVersion } from '../stores/calendar-store.ts';
import { CalendarBook } from './calendar-book.ts';
import { createCalendarService } from './calendar-service.ts';
import { bringCalendars } from './configured-calendars.ts';

const ICS =
  'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:patch\r\nDTSTART:20260101T000000Z\r\nDTEND:20260102T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
const JANUARY = Date.UTC(2026, 0, 1, 6);
const log = pino({ level: 'silent' });

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'lapwing-calendars-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function made(kept: CalendarVersion[] = []) {
  const book = new CalendarBook();
  for (const version of kept) book.add(version);
  const store = {
    put: (version: CalendarVersion) => void kept.push(version),
    all: () => kept,
    expire: () => 0,
  };
  const service = createCalendarService({ store, book, detectors: () => [], now: () => JANUARY });
  return { book, service, kept };
}
const bring = async (section: object, service: ReturnType<typeof made>['service']): Promise<void> => {
  const end = await bringCalendars({ ops: { time_zone: 'UTC', ...section } }, service, log);
  await end();
};

test('a text, a file and an address are brought; what did not change makes no new version', async () => {
  const file = path.join(folder, 'ops.ics');
  writeFileSync(file, ICS);
  const server = http.createServer((_, answer) => answer.end(ICS)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ops.ics`;
  for (const section of [{ ics: ICS }, { file }, { url }]) {
    const { book, service, kept } = made();
    await bring(section, service);
    await bring(section, service);
    expect(book.eventAt('ops', JANUARY)).toBe('patch');
    expect(kept).toHaveLength(1);
    expect(service.list()[0]).toMatchObject({ origin: 'config', error: null });
  }
  server.close();
});

test('a file that is not there, and one that is no calendar, are errors at the start', async () => {
  const { service } = made();
  await expect(bring({ file: path.join(folder, 'none.ics') }, service)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    where: 'calendars.ops.file',
  });
  await expect(bring({ ics: 'nonsense' }, service)).rejects.toMatchObject({ where: 'calendars.ops' });
});

test('an address that does not answer is told, and what was fetched before holds', async () => {
  const before: CalendarVersion = { name: 'ops', origin: 'config', from: 0, timeZone: 'UTC', ics: ICS };
  const { book, service } = made([before]);
  await bring({ url: 'http://127.0.0.1:9/ops.ics' }, service);
  expect(book.eventAt('ops', JANUARY)).toBe('patch');
  expect(service.list()[0].error).not.toBeNull();
});

test('a calendar of the configuration cannot be changed or removed through the API', () => {
  const { service } = made();
  service.bring('ops', { ics: ICS, timeZone: 'UTC' });
  expect(() => service.put('ops', { ics: ICS, timeZone: 'UTC' })).toThrow('comes from the configuration');
  expect(() => service.delete('ops')).toThrow('comes from the configuration');
});
