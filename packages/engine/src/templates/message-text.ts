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
/** A JSON log inside a JSON log inside a JSON log: no deeper. */
const DEPTH_MOST = 3;
/** Longer texts are not parsed as JSON: what they would cost is more than what they tell. */
const JSON_LONGEST = 256 * 1024;

/** The head of a logfmt line up to its message: `ts=… level=info msg="…"`. Each alternative begins otherwise. */
const LOGFMT =
  /^(?:[\w.@-]+=(?:"(?:[^"\\]|\\.)*"|[^"\s]\S*|)\s+){0,20}?(?:msg|message)=(?:"((?:[^"\\]|\\.)*)"|([^"\s]\S*))/;
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
  const text = fromLogfmt(message.charCodeAt(0) === OPENING ? fromJson(message, DEPTH_MOST) : message);
  const line = text.indexOf('\n');
  return line < 0 || line === text.length - 1 ? text : stackSummary(text);
}

function fromJson(message: string, depth: number): string {
  if (message.length > JSON_LONGEST) return message;
  let fields: unknown;
  try {
    fields = JSON.parse(message);
  } catch {
    // Not JSON after all, or cut short: it is a text that begins with a brace.
    return message;
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return message;
  const found = messageField(fields as Record<string, unknown>);
  if (found === undefined) return keysOf(fields as Record<string, unknown>);
  return found.charCodeAt(0) === OPENING && depth > 1 ? fromJson(found, depth - 1) : found;
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
