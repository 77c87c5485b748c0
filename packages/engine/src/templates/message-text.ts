import { stackSummary } from './stack-trace.ts';

/** Fields that hold the message of a JSON log, the surest first. */
const MESSAGE_FIELDS = [
  'log',
  'message',
  'msg',
  'MESSAGE',
  '@message',
  'text',
  'event',
  'body',
  'short_message',
];
const OPENING = 123;
const CLOSING = 125;
const ZERO = 48;
const NINE = 57;
/** A head before a JSON log is no longer. */
const HEAD_LONGEST = 160;
/** A JSON log inside a JSON log inside a JSON log: no deeper. */
const DEPTH_MOST = 3;
/** Longer texts are not parsed as JSON: what they would cost is more than what they tell. */
const JSON_LONGEST = 256 * 1024;

/**
 * The head of a logfmt line up to its message: `ts=… level=info msg="…"`. Each alternative begins otherwise. An audit log's
 * `type=AVC msg=audit(1.5:7): avc: …` is none: what stands after that key is a stamp.
 */
const LOGFMT =
  /^(?:[\w.@-]+=(?:"(?:[^"\\]|\\.)*"|[^"\s]\S*|)\s+){0,20}?(?:msg|message)=(?:"((?:[^"\\]|\\.)*)"|([^"'\s()][^\s()]*)(?!\S))/;
/** A logfmt line's first key ends within so many characters. */
const KEY_LONGEST = 24;

/** The message of a logfmt line, or the text as it is. */
function fromLogfmt(text: string): string {
  const equals = text.indexOf('=');
  if (equals <= 0 || equals > KEY_LONGEST || text.lastIndexOf(' ', equals) >= 0) return text;
  const match = LOGFMT.exec(text);
  return match === null ? text : (match[1] ?? match[2]);
}

/**
 * What a message says: the message field of a JSON or logfmt log (what Kubernetes wraps lines in too), the keys of one that has
 * none, the head, exceptions and own frames of a stack trace, and else the message as it is.
 */
export function messageText(message: string): string {
  const text = spokenText(message);
  const line = text.indexOf('\n');
  return line < 0 || line === text.length - 1 ? text : stackSummary(text);
}

/** What a log line says: the message field of a JSON or logfmt log, whole, without colours and what runtimes put before it. */
export function spokenText(message: string): string {
  return fromLogfmt(fromJsonLine(withoutRuntime(uncoloured(message))));
}

const ESCAPE = '\u001b';
const COLOURS = new RegExp(String.raw`${ESCAPE}\[[0-9;:?]*[A-Za-z]`, 'g');

/** A line without what makes terminals colour it. */
const uncoloured = (text: string): string => (text.includes(ESCAPE) ? text.replace(COLOURS, '') : text);

/** What container runtimes write before each line: `2026-07-03T10:22:41.118+02:00 stderr F `. */
const RUNTIME = /^\S{19,35} std(?:out|err) [FP] /;
const RUNTIME_LONGEST = 48;

function withoutRuntime(text: string): string {
  const first = text.charCodeAt(0);
  if (first < ZERO || first > NINE || !text.startsWith(' std', text.indexOf(' '))) return text;
  return text.slice(RUNTIME.exec(text.slice(0, RUNTIME_LONGEST))?.[0].length ?? 0);
}

/** The message of a JSON line, also of one that syslog wrote a head to, `… cart[17]: {"msg":…}`; else the text as it is. */
function fromJsonLine(text: string): string {
  if (text.charCodeAt(0) === OPENING) return fromJson(text, DEPTH_MOST);
  if (text.charCodeAt(text.length - 1) !== CLOSING || text.length > JSON_LONGEST) return text;
  const at = text.indexOf(': {"') + 2;
  if (at < 2 || at > HEAD_LONGEST) return text;
  const fields = fieldsOf(text.slice(at));
  const found = fields === undefined ? undefined : messageField(fields);
  return found === undefined ? text : text.slice(0, at) + found;
}

function fromJson(message: string, depth: number): string {
  if (message.length > JSON_LONGEST) return message;
  const fields = fieldsOf(message);
  if (fields === undefined) return message;
  const found = messageField(fields);
  if (found === undefined) return keysOf(fields);
  return found.charCodeAt(0) === OPENING && depth > 1 ? fromJson(found, depth - 1) : found;
}

/** The fields of a JSON object, or undefined. */
function fieldsOf(text: string): Record<string, unknown> | undefined {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    // Not JSON after all, or cut short: it is a text that begins with a brace.
    return undefined;
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return undefined;
  return fields as Record<string, unknown>;
}

function messageField(fields: Record<string, unknown>): string | undefined {
  for (const name of MESSAGE_FIELDS) {
    const value = fields[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

/** A structured log without a message: its keys are its statement. */
function keysOf(fields: Record<string, unknown>): string {
  return Object.keys(fields)
    .sort()
    .map((key) => `${key}: 0`)
    .join(' ');
}
