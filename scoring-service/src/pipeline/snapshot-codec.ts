import type { Detector } from '@lapwing/contract';
import { restoreBank, restoreTracker, type AnomalyRun } from '@lapwing/engine';
import type { Snapshot } from '../stores/snapshot-store.ts';
import { restoreVerdictState, saveVerdictState, type SavedVerdictState } from '../verdict/verdict-state.ts';
import type { DetectorState } from './detector-state.ts';
import { fingerprint, trackerSettings } from './engine-settings.ts';
import { SlotMap, type SlotEntry } from './slots.ts';

/**
 * A detector's state as bytes: magic, version, length of the head; the head (JSON); one line of JSON a slot;
 * the bank; the tracker. Little-endian. The store notices torn files.
 */
const MAGIC = 0x4c57_534e; // "LWSN"
const VERSION = 2;
const PREFIX_BYTES = 12;
/** Lines are encoded in pieces: a million signals together would be longer than a string may be. */
const LINES_A_PIECE = 10_000;

interface Head {
  fingerprint: string;
  /** JSON has no -Infinity: null stands for it. */
  replayUntil: number | null;
  free: number[];
  size: number;
  /** Open runs; JSON has no NaN, so it stands as null. */
  open: Record<keyof AnomalyRun, unknown>[];
  verdict: SavedVerdictState;
  lengths: [slots: number, bank: number, tracker: number];
}

export function encodeState(detector: Detector, state: DetectorState): Snapshot {
  const { entries, free, size } = state.slots.entries();
  const slots = encodeLines(entries);
  const bank = state.bank.save();
  const tracker = state.tracker.save();
  const head: Head = {
    fingerprint: fingerprint(detector),
    replayUntil: state.replayUntil,
    free,
    size,
    open: [...state.open.values()],
    verdict: saveVerdictState(state.verdict),
    lengths: [slots.length, bank.length, tracker.length],
  };
  const headBytes = Buffer.from(JSON.stringify(head));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  const bytes = Buffer.concat([prefix, headBytes, slots, bank, tracker]);
  bytes.writeUInt32LE(MAGIC, 0);
  bytes.writeUInt32LE(VERSION, 4);
  bytes.writeUInt32LE(headBytes.length, 8);
  return { watermark: state.watermark, bytes };
}

/** The state that `snapshot` holds, or why it cannot be used. */
export function decodeState(detector: Detector, snapshot: Snapshot): DetectorState | { unusable: string } {
  const bytes = Buffer.from(snapshot.bytes.buffer, snapshot.bytes.byteOffset, snapshot.bytes.byteLength);
  if (bytes.length < PREFIX_BYTES || bytes.readUInt32LE(0) !== MAGIC)
    return { unusable: 'it is no snapshot' };
  const version = bytes.readUInt32LE(4);
  if (version !== VERSION) return { unusable: `it has version ${version}, this program reads ${VERSION}` };
  const headEnd = PREFIX_BYTES + bytes.readUInt32LE(8);
  const head = JSON.parse(bytes.toString('utf8', PREFIX_BYTES, headEnd)) as Head;
  if (head.fingerprint !== fingerprint(detector)) return { unusable: "the detector's settings have changed" };
  const [slotsLength, bankLength] = head.lengths;
  const bankAt = headEnd + slotsLength;
  const trackerAt = bankAt + bankLength;
  try {
    return {
      slots: SlotMap.restore(detector.source, detector.kind, {
        entries: decodeLines(bytes.subarray(headEnd, bankAt)),
        free: head.free,
        size: head.size,
      }),
      // Copies: typed arrays need their own alignment.
      bank: restoreBank(Uint8Array.from(bytes.subarray(bankAt, trackerAt))),
      tracker: restoreTracker(Uint8Array.from(bytes.subarray(trackerAt)), trackerSettings(detector)),
      open: new Map(head.open.map(reviveRun).map((run) => [run.slot, run])),
      verdict: restoreVerdictState(detector, head.verdict),
      watermark: snapshot.watermark,
      replayUntil: head.replayUntil ?? -Infinity,
    };
  } catch (error) {
    // The engine refuses its own older formats (EngineError UNSUPPORTED_VERSION): the state is learned anew.
    return { unusable: error instanceof Error ? error.message : String(error) };
  }
}

function encodeLines(entries: Iterable<SlotEntry>): Buffer {
  const pieces: Buffer[] = [];
  let lines: string[] = [];
  for (const { spelling, slot, lastSeen } of entries) {
    lines.push(`${JSON.stringify([slot, lastSeen, spelling])}\n`);
    if (lines.length < LINES_A_PIECE) continue;
    pieces.push(Buffer.from(lines.join('')));
    lines = [];
  }
  pieces.push(Buffer.from(lines.join('')));
  return Buffer.concat(pieces);
}

function* decodeLines(bytes: Buffer): Generator<SlotEntry> {
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(0x0a, at);
    const [slot, lastSeen, spelling] = JSON.parse(bytes.toString('utf8', at, end)) as [
      number,
      number,
      string,
    ];
    yield { slot, lastSeen, spelling };
    at = end + 1;
  }
}

function reviveRun(run: Record<keyof AnomalyRun, unknown>): AnomalyRun {
  const numbers = Object.entries(run).map(([key, value]) => [key, value === null ? NaN : value]);
  return Object.fromEntries(numbers) as AnomalyRun;
}
