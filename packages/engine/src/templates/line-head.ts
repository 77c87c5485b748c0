import { BITS, DIGIT, LETTER, UPPER } from './characters.ts';
import { HASH_START, hashStep, hashWord } from './hash.ts';
import { findSpeaker, hasDigit, isRequest, threadEnd, type Speaker } from './line-speaker.ts';
import { isDigit, lineTimeEnd } from './line-time.ts';
import { hashOf, unitAt, type Units } from './units.ts';
import { isZone } from './value-words.ts';

const SPACE = 32;
const DASH = 45;
const COLON = 58;
const SQUARE = 91;
const CLOSING_SQUARE = 93;
const BAR = 124;

const LEVEL_LONGEST = 8;
const SPEAKER_LONGEST = 80;
/** Pieces of a head that are looked at, its time among them. */
const PIECES_MOST = 12;
/** Words in capitals before a level: `RAS KERNEL INFO`. */
const CAPITALS_MOST = 2;

/** Levels as heads tell them, in capitals, small or with a capital first. */
const LEVELS: ReadonlySet<number> = new Set(
  `fatal panic emerg alert crit critical severe error err warning warn wrn notice info inf log config debug dbg fine
   finer finest trace verbose failure e w i d v f t`
    .split(/\s+/)
    .flatMap((name) => [name, name.toUpperCase(), name.charAt(0).toUpperCase() + name.slice(1)])
    .map(hashWord),
);

/** End (exclusive) of a level in a line's head: `INFO`, `W`, with or without brackets; or -1. */
function levelEnd(text: Units, at: number): number {
  const isBracketed = text[at] === SQUARE;
  const from = isBracketed ? at + 1 : at;
  if (!isBracketed && (BITS[text[from]] & UPPER) === 0) return -1;
  let stop = from;
  let hash = HASH_START;
  for (; (BITS[text[stop]] & LETTER) !== 0; stop++) {
    if (stop - from >= LEVEL_LONGEST) return -1;
    hash = hashStep(hash, text[stop]);
  }
  if (!LEVELS.has(hash)) return -1;
  if (!isBracketed) return stop;
  // `[INFO ]`: filled up to one width.
  while (text[stop] === SPACE) stop++;
  return text[stop] === CLOSING_SQUARE ? stop + 1 : -1;
}

/** Past the numbers of processes and threads, `1702  2395` or `571#6:`; `at` itself where none stands there. */
function numbersEnd(text: Units, at: number): number {
  let stop = at;
  for (let i = at; ; i++) {
    const c = text[i];
    if (isDigit(text, i)) stop = i + 1;
    else if (!isPlain(c) && c !== 35) {
      if ((BITS[c] & (LETTER | DIGIT)) === 0 && c !== 47 && c !== 46) return stop;
      while (stop > at && text[stop] !== SPACE && text[stop] !== BAR) stop--;
      return stop;
    }
  }
}

/** Past what only parts the pieces of a head. */
function pieceStart(text: Units, at: number): number {
  while (isPlain(text[at])) at++;
  return at;
}

const isPlain = (c: number): boolean => c === SPACE || c === DASH || c === BAR || c === 44;

/**
 * The head of a log's line, as loggers write it: a time, then level, thread, process and who speaks, in any order. All but the
 * level and the speaker's name are values. The pieces of the last line lie in the fields.
 */
export class LineHead {
  count = 0;
  readonly starts = new Int32Array(PIECES_MOST);
  readonly ends = new Int32Array(PIECES_MOST);
  /** 1 for a word, 0 for a value. */
  readonly isWord = new Uint8Array(PIECES_MOST);
  /** Whether the last word is who speaks: its program, class or tag. */
  hasSpeaker = false;
  #strong = false;
  #hasHost = false;
  readonly #found: Speaker = { name: 0, stop: 0, isValue: false };

  /** Reads the head of a line; gives where its message goes on, 0 when it has none. */
  read(text: Units, end: number): number {
    this.count = 0;
    this.hasSpeaker = false;
    let time = lineTimeEnd(text, 0);
    if (time <= 0) return this.#levelFirst(text, end);
    if (time >= end) return 0;
    // Mostly a level stands right after the time; nothing else is looked for then.
    const level = levelEnd(text, pieceStart(text, time));
    const hasLevel = level >= 0;
    if (!hasLevel) time = zoneEnd(text, time);
    this.#add(0, time, 0);
    const host = hasLevel ? -1 : this.#hostEnd(text, time, end);
    this.#hasHost = this.#strong = host > 0;
    if (host > 0) this.#add(time + 1, host, 0);
    return Math.min(this.#rest(text, Math.max(time, host), level), end);
  }

  /** A head whose level comes before its time, a thread between them or none: `INFO  [main] 2026-07-03 10:22:41,118 Cart: …`. */
  #levelFirst(text: Units, end: number): number {
    const level = levelEnd(text, 0);
    if (level < 0 || text[level] !== SPACE) return 0;
    const start = pieceStart(text, level);
    const thread = threadEnd(text, start);
    const from = thread < 0 ? start : pieceStart(text, thread);
    const time = lineTimeEnd(text, from);
    if (time <= from || time >= end) return 0;
    this.#hasHost = false;
    this.#strong = true;
    this.#level(text, 0, level);
    this.#add(start, time, 0);
    return Math.min(this.#rest(text, time, -1, true), end);
  }

  /**
   * Level, threads and numbers, then the speaker; gives where the head ends. `first` is the end of a level that was found
   * right after the time, or -1.
   */
  #rest(text: Units, at: number, first: number, hasLevel = false): number {
    let stop = at;
    if (first >= 0) {
      this.#level(text, pieceStart(text, at), first);
      this.#strong = hasLevel = true;
      stop = pastLevel(text, first);
    }
    /** A bracket without a level before or after it is the message's. */
    let pending = -1;
    for (
      let start = pieceStart(text, stop);
      this.count < PIECES_MOST - CAPITALS_MOST - 3;
      start = pieceStart(text, stop)
    ) {
      const level = hasLevel ? -1 : levelEnd(text, start);
      if (level >= 0) {
        if (pending >= 0) this.#add(pending, stop, 0);
        pending = -1;
        this.#level(text, start, level);
        this.#strong = hasLevel = true;
        stop = pastLevel(text, level);
        continue;
      }
      const thread = threadEnd(text, start);
      if (thread >= 0) {
        if (hasLevel) this.#bracket(text, start, thread, start === stop);
        else if (pending < 0) pending = start;
        else break;
        stop = thread;
        continue;
      }
      const numbers = numbersEnd(text, start);
      if (numbers > start) {
        if (pending >= 0) break;
        this.#add(start, numbers, 0);
        stop = numbers;
        continue;
      }
      if (!hasLevel && pending < 0) {
        const named = this.#capitals(text, start);
        if (named > start) {
          stop = named;
          continue;
        }
      }
      break;
    }
    if (pending >= 0) return pending;
    return this.#speaker(text, pieceStart(text, stop), stop);
  }

  #add(start: number, end: number, isWord: number): void {
    if (end <= start) return;
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.isWord[this.count++] = isWord;
  }

  #level(text: Units, start: number, end: number): void {
    if (text[start] === SQUARE) this.#named(text, start, end);
    else this.#add(start, end, 1);
  }

  /** A thread; or who speaks, where brackets without a space between them tell it: `[warning][router] [source/router.cc:332]`. */
  #bracket(text: Units, start: number, end: number, isGlued: boolean): void {
    if (isGlued && text[start - 1] === CLOSING_SQUARE && !hasDigit(text, start, end))
      this.#named(text, start, end);
    else this.#add(start, end, 0);
  }

  /** A word in brackets, filled up with spaces or not. */
  #named(text: Units, start: number, end: number): void {
    let stop = end - 1;
    while (text[stop - 1] === SPACE) stop--;
    this.#add(start + 1, stop, 1);
  }

  /** End (exclusive) of the host in `Jul  5 12:34:56 host program[17]: …`, from the end of the time; or -1. */
  #hostEnd(text: Units, time: number, end: number): number {
    if (text[time] !== SPACE || (BITS[text[time + 1]] & (LETTER | DIGIT)) === 0) return -1;
    const host = unitAt(text, SPACE, time + 1, end);
    if (host < 0 || text[host - 1] === COLON) return -1;
    const program = unitAt(text, SPACE, host + 1, end);
    const isHead =
      program > host + 2 && (text[program - 1] === COLON || text[program - 1] === CLOSING_SQUARE);
    if (!isHead) return -1;
    // Syslog's time begins with a month or an alert's mark; else its host must look like one.
    const isSyslog = text[0] === DASH || (BITS[text[0]] & UPPER) !== 0;
    return isSyslog || hasDigit(text, time + 1, host) ? host : -1;
  }

  /** A host and words in capitals before a level, `R02-M1 RAS KERNEL INFO`; gives where they end, `at` when there are none. */
  #capitals(text: Units, at: number): number {
    const count = this.count;
    let start = at;
    const first = spaceAt(text, at);
    if (first > at && hasDigit(text, at, first) && text[first] === SPACE) {
      this.#add(at, first, 0);
      start = first + 1;
    }
    for (let k = 0; k <= CAPITALS_MOST; k++) {
      const stop = capitalsEnd(text, start);
      if (stop < 0) break;
      if (k > 0 && levelEnd(text, start) === stop) return start - 1;
      this.#add(start, stop, 1);
      start = stop + 1;
    }
    this.count = count;
    return at;
  }

  /** Who speaks, from `at`; gives where the head ends. */
  #speaker(text: Units, at: number, otherwise: number): number {
    const speaker = this.#found;
    if (!findSpeaker(text, at, this.#strong, this.#hasHost, speaker)) return otherwise;
    this.#add(at, speaker.name, speaker.isValue ? 0 : 1);
    this.hasSpeaker = !speaker.isValue;
    this.#add(speaker.name, speaker.stop, 0);
    return this.#after(text, speaker.stop);
  }

  /** What some loggers write after who speaks: `[req-5f3…]`, a number between bars; gives where the head ends. */
  #after(text: Units, stop: number): number {
    if (text[stop] === BAR) {
      const numbers = numbersEnd(text, stop + 1);
      if (numbers <= stop + 1 || text[numbers] !== BAR) return stop;
      this.#add(stop + 1, numbers, 0);
      return numbers;
    }
    const next = text[stop] === SPACE ? stop + 1 : stop;
    const request = threadEnd(text, next);
    if (!isRequest(text, next, request)) return stop;
    this.#add(next, request, 0);
    return request;
  }
}

/** Past the zone that may stand after a time: `10:22:41 UTC`. */
function zoneEnd(text: Units, time: number): number {
  if (time < 0 || text[time] !== SPACE) return time;
  const stop = capitalsEnd(text, time + 1);
  return stop >= 0 && isZone(hashOf(text, time + 1, stop)) ? stop : time;
}

function spaceAt(text: Units, at: number): number {
  let stop = at;
  while (text[stop] > SPACE && stop < at + SPEAKER_LONGEST) stop++;
  return stop;
}

/** End (exclusive) of a word in capitals with a space after it; or -1. */
function capitalsEnd(text: Units, at: number): number {
  let stop = at;
  while ((BITS[text[stop]] & UPPER) !== 0) stop++;
  return stop > at + 1 && text[stop] === SPACE ? stop : -1;
}

/** Past a level's end, and the colon and the spaces that may stand there. */
const pastLevel = (text: Units, end: number): number => (text[end] === COLON ? afterColon(text, end) : end);

/** Past the colon at `at` and the spaces after it. */
function afterColon(text: Units, at: number): number {
  do at++;
  while (text[at] === SPACE);
  return at;
}
