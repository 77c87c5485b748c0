import type { TreeSpan } from '@lapwing/engine';
import { shareSign, timeSigns, type Sign } from './sign.ts';

/** Longer lists of children are cut in an order's name. */
const MOST_NAMED = 600;

/** All that spans of a time tell of their services, by a name that is the same in another time. */
export function spanSigns(spans: readonly TreeSpan[]): Map<string, Sign> {
  const signs = new Map<string, Sign>();
  const put = (key: string, sign: Sign | undefined): void => {
    if (sign) signs.set(`${sign.family}\n${key}`, sign);
  };
  const times = (family: string, service: string, key: string, values: readonly number[]): void =>
    timeSigns(family, service, values).forEach((sign, i) => put(`${key}\n${i}`, sign));
  const traces = Map.groupBy(spans, ({ traceId }) => traceId);
  const inTraces = new Map<string, number>();
  for (const some of traces.values())
    for (const name of new Set(some.map(({ service }) => service))) raise(inTraces, name);
  for (const [service, had] of inTraces)
    put(service, shareSign('share of traces', service, had, traces.size));
  for (const [context, some] of Map.groupBy(spans, (span) => span.context)) {
    const { service, parent } = some[0];
    const value = Math.log(some.length / traces.size);
    put(context, { family: 'spans a request', service, value, error: Math.sqrt(1 / some.length) });
    put(context, shareSign('error status', service, some.filter(({ error }) => error).length, some.length));
    times(
      'duration',
      service,
      context,
      some.map(({ durationMs }) => durationMs),
    );
    times(
      'own time',
      service,
      context,
      some.map(({ ownMs }) => ownMs),
    );
    times('spans below it', service, context, some.map(spansBelow));
    if (parent && parent.service !== service) times('time on the way', service, context, some.map(wayOf));
    childSigns(context, some, put, times);
  }
  return signs;
}

type Put = (key: string, sign: Sign | undefined) => void;
type Times = (family: string, service: string, key: string, values: readonly number[]) => void;

/** Which children, in which order, what comes after each, after which it ends, and the time before and after each. */
function childSigns(context: string, some: readonly TreeSpan[], put: Put, times: Times): void {
  const { service } = some[0];
  const [having, orders, lasts, pairs] = [counts(), counts(), counts(), counts()];
  const before = new Map<string, number[]>();
  const after = new Map<string, number[]>();
  for (const span of some) {
    const calls = [...span.children].sort((a, b) => a.timeMs - b.timeMs);
    const names = calls.map(nameOf);
    for (const name of new Set(names)) raise(having, name);
    raise(orders, names.join(' > ').slice(0, MOST_NAMED));
    raise(lasts, names.at(-1) ?? '');
    calls.forEach((call, i) => {
      if (i + 1 < calls.length) raise(pairs, `${names[i]}\t${names[i + 1]}`);
      const from = i > 0 ? endOf(calls[i - 1]) : span.timeMs;
      const to = i + 1 < calls.length ? calls[i + 1].timeMs : endOf(span);
      add(before, names[i], Math.max(0, call.timeMs - from));
      add(after, names[i], Math.max(0, to - endOf(call)));
    });
  }
  const of = some.length;
  for (const [name, had] of having) {
    put(`${context}\n${name}`, shareSign('has a child', service, had, of));
    put(`${context}\n${name}`, shareSign('is a child of it', calledBy(name), had, of));
  }
  for (const [name, had] of orders)
    put(`${context}\n${name}`, shareSign('order of children', service, had, of));
  for (const [name, had] of lasts) {
    put(`${context}\n${name}`, shareSign('ends after a call', service, had, of));
    if (name !== '') put(`${context}\n${name}`, shareSign('callers end after it', calledBy(name), had, of));
  }
  for (const [pair, had] of pairs) {
    const [name] = pair.split('\t');
    put(`${context}\n${pair}`, shareSign('what follows it', calledBy(name), had, having.get(name) ?? 0));
  }
  for (const [name, values] of before) times('time before a call', service, `${context}\n${name}`, values);
  for (const [name, values] of after) {
    times('time after a call', service, `${context}\n${name}`, values);
    times('callers’ time after it', calledBy(name), `${context}\n${name}`, values);
  }
}

/** What a child is: the service that a client's span reaches and what it does there, else the child itself. */
function nameOf(span: TreeSpan): string {
  const [inner] = span.children;
  const { service, operation } = span.children.length === 1 && inner.service !== span.service ? inner : span;
  return `${service} ${operation}`;
}

function calledBy(name: string): string {
  return name.slice(0, name.indexOf(' '));
}

function spansBelow({ children }: TreeSpan): number {
  return children.reduce((sum, child) => sum + spansBelow(child), children.length);
}

function wayOf({ parent, durationMs }: TreeSpan): number {
  return Math.max(0, (parent?.durationMs ?? durationMs) - durationMs);
}

function endOf({ timeMs, durationMs }: TreeSpan): number {
  return timeMs + durationMs;
}

function counts(): Map<string, number> {
  return new Map();
}

function raise(some: Map<string, number>, key: string): void {
  some.set(key, (some.get(key) ?? 0) + 1);
}

function add(some: Map<string, number[]>, key: string, value: number): void {
  const values = some.get(key);
  if (values) values.push(value);
  else some.set(key, [value]);
}
