import type { CalendarVersion } from '../stores/calendar-store.ts';
import type { Calendars } from '../verdict/windows.ts';
import { parseCalendar, type Occurrence, type ParsedCalendar } from './calendar-text.ts';

/** Repeated events are laid out for so long at once: a month of intervals asks for the same few. */
const BLOCK_MS = 30 * 86_400_000;
/** Blocks kept of one calendar: a live detector and one that catches up do not push each other out. */
const BLOCKS_MOST = 4;

interface Known {
  version: CalendarVersion;
  calendar: ParsedCalendar | undefined;
  blocks: Map<number, Occurrence[]>;
}

/** Calendars in memory, with all their versions, for verdicts to ask in every interval. */
export class CalendarBook implements Calendars {
  readonly #byName = new Map<string, Known[]>();

  /** Adds a version, newer than those before it. Throws LapwingError BAD_REQUEST when its text cannot be read. */
  add(version: CalendarVersion): void {
    const { name, ics, timeZone } = version;
    const calendar = ics === null ? undefined : parseCalendar(ics, timeZone, `calendars.${name}`);
    const known = this.#byName.get(name) ?? [];
    const older = known.filter((one) => one.version.from < version.from);
    this.#byName.set(name, [...older, { version, calendar, blocks: new Map() }]);
  }

  eventAt(name: string, timeMs: number): string | undefined {
    const versions = this.#byName.get(name) ?? [];
    // What was before the first version is judged by it, too: a new detector reads its past.
    const known = versions.findLast(({ version }) => version.from <= timeMs) ?? versions.at(0);
    if (known?.calendar === undefined) return undefined;
    const block = Math.floor(timeMs / BLOCK_MS);
    const events = known.blocks.get(block) ?? layOut(known, known.calendar, block);
    return events.find(({ start, end }) => timeMs >= start && timeMs < end)?.summary;
  }

  /** Calendars that stand now, by name. */
  current(): CalendarVersion[] {
    return [...this.#byName.values()]
      .map((versions) => versions.at(-1)?.version)
      .filter((version): version is CalendarVersion => version !== undefined && version.ics !== null)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  has(name: string): boolean {
    return this.#byName.get(name)?.at(-1)?.calendar !== undefined;
  }

  /** Events of the newest version that overlap [from, to). */
  events(name: string, from: number, to: number): Occurrence[] {
    return this.#byName.get(name)?.at(-1)?.calendar?.between(from, to) ?? [];
  }
}

function layOut({ blocks }: Known, calendar: ParsedCalendar, block: number): Occurrence[] {
  const events = calendar.between(block * BLOCK_MS, (block + 1) * BLOCK_MS);
  const [oldest] = blocks.keys();
  if (blocks.size >= BLOCKS_MOST && oldest !== undefined) blocks.delete(oldest);
  blocks.set(block, events);
  return events;
}
