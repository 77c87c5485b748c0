/** How bad a message is. */
export type MessageLevel = 'error' | 'warn' | 'info' | 'debug';

const NAMES: Readonly<Record<string, MessageLevel>> = {
  fatal: 'error',
  panic: 'error',
  emerg: 'error',
  emergency: 'error',
  alert: 'error',
  crit: 'error',
  critical: 'error',
  severe: 'error',
  error: 'error',
  err: 'error',
  failure: 'error',
  fail: 'error',
  e: 'error',
  f: 'error',
  warning: 'warn',
  warn: 'warn',
  wrn: 'warn',
  w: 'warn',
  notice: 'info',
  info: 'info',
  information: 'info',
  informational: 'info',
  inf: 'info',
  i: 'info',
  log: 'info',
  config: 'info',
  debug: 'debug',
  dbg: 'debug',
  fine: 'debug',
  finer: 'debug',
  finest: 'debug',
  trace: 'debug',
  verbose: 'debug',
  d: 'debug',
  t: 'debug',
  v: 'debug',
};

/** A level stands near a line's start; further on the same letters are words. */
const HEAD = 160;
const IN_HEAD =
  /(?:^|[\s[(|<])(FATAL|PANIC|EMERG(?:ENCY)?|CRIT(?:ICAL)?|SEVERE|ERROR|ERR|WARN(?:ING)?|NOTICE|INFO|DEBUG|TRACE|FINE|FINER|FINEST)(?=[\s\])|>:,]|$)/;
const KEYED = /\b(?:level|lvl|severity|loglevel)["']?\s*[=:]\s*["']?([a-zA-Z]+)/i;
/** glog and klog: `E0102 15:04:05.123456`. */
const KLOG = /^([EFWID])\d{4} \d\d:\d\d:\d\d/;
const BRACKETED = /^\[?(?:\S+ ){0,3}\[(error|warn(?:ing)?|info|debug|notice|crit|alert|emerg)\]/i;

/** What is none of the trouble that it names: `0 errors`, `no error`, `errors=0`, `error: null`. */
const NO_TROUBLE =
  /\b(?:0|no|without|zero|any)\s+(?:\w+\s+)?(?:errors?|failures?|failed|exceptions?|warnings?|timeouts?)\b|\b(?:errors?|err|failures?|failed|exceptions?|timeouts?)\s*[=:]\s*(?:0|nil|null|none|false|""|'')(?![\w.])|\b(?:error|failure|timeout)[-_ ](?:handler|handling|rate|page|code|log|detector|interval|ms|seconds)\b/gi;
const TROUBLE =
  /exception\b|\b(?:fatal|panic(?:ked)?|error(?:s|ed)?|fail(?:s|ed|ure|ures)?|crash(?:ed|es)?|abort(?:ed|ing)?|refused|unreachable|unavailable|denied|unauthori[sz]ed|forbidden|corrupt(?:ed|ion)?|deadlock|segfault|oom|killed|out of memory|cannot|can't|could not|couldn't|unable to|timed[ -]?out|time[- ]?out|broken pipe|connection reset|no route to host|stack ?trace|traceback)\b|[a-z]Error\b|[a-z]Fail(?:ed|ure)?\b/i;
const CONCERN =
  /\b(?:warn(?:ing)?s?|retry(?:ing)?|retries|deprecated|slow|degraded|dropp(?:ed|ing)|throttl(?:ed|ing)|exceed(?:ed|s)?|missing|not found|invalid|unexpected|stale|lost|rejected|expired|backoff|overload(?:ed)?)\b/i;

/** The level by its name in any usual spelling, numbers of syslog (0 to 7) and of pino and bunyan (10 to 60) too. */
export function levelNamed(name: string): MessageLevel | undefined {
  const known = NAMES[name.trim().toLowerCase()];
  if (known !== undefined) return known;
  const number = Number(name);
  if (name.trim() === '' || !Number.isInteger(number) || number < 0) return undefined;
  if (number < 10) return number <= 3 ? 'error' : number === 4 ? 'warn' : number <= 6 ? 'info' : 'debug';
  return number >= 50 ? 'error' : number >= 40 ? 'warn' : number >= 30 ? 'info' : 'debug';
}

function toldLevel(message: string): MessageLevel | undefined {
  const head = message.slice(0, HEAD);
  const name =
    IN_HEAD.exec(head)?.[1] ?? KEYED.exec(head)?.[1] ?? KLOG.exec(head)?.[1] ?? BRACKETED.exec(head)?.[1];
  return name === undefined ? undefined : levelNamed(name);
}

/** By its words alone: trouble is an error, concern a warning. */
function wordsLevel(message: string): MessageLevel {
  const text = message.slice(0, 4096).replace(NO_TROUBLE, ' ');
  if (TROUBLE.test(text)) return 'error';
  return CONCERN.test(text) ? 'warn' : 'info';
}

/**
 * A message's level: `level` when it was given with it, else the one that it tells itself, else by its words. A message
 * that is told to be ordinary but speaks of trouble is a warning: programs log what they caught as INFO.
 */
export function levelOf(message: string, level?: string): MessageLevel {
  const told = (level === undefined ? undefined : levelNamed(level)) ?? toldLevel(message);
  if (told === 'error' || told === 'warn' || told === 'debug') return told;
  const byWords = wordsLevel(message);
  if (told === undefined) return byWords;
  return byWords === 'error' ? 'warn' : 'info';
}
