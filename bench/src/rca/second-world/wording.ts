import type { Chance } from '../made-up/chance.ts';

export type Level = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

/** A statement of the code that logs. In braces what changes from one to the next. */
export interface Line {
  level: Level;
  text: string;
  /** Where in its file it stands. */
  at: number;
  file: string;
}

const WORDS = {
  first: [
    '[%e] request for {noun} {id}',
    'Received %e for user {uuid}',
    '%e called, id={id} locale=en_US',
    'handling %e user_id={uuid}',
    '[%e][Start] {noun} id: {id}',
  ],
  asking: [
    'calling %o for {noun} {id}',
    '[%e] ask %o',
    'GET http://%o:8080/api/v1/{noun}/{id}',
    'fetching {noun} {id} from %o',
  ],
  between: [
    '[%e] found {n} items',
    '{noun} {id} has total {price}',
    'using {n} of {n} {noun}',
    'session {uuid} continues',
    '%e: validated {noun} {id}',
  ],
  last: [
    '%e done in {ms} ms',
    '[%e][Finish] returning {n} items',
    'request complete status=200 took={ms}ms',
    '%e successful, {noun} {id}',
  ],
} as const;
const SHARES = { first: 0.9, asking: 0.4, between: 0.3, last: 0.7 } as const;
const NOUNS = ['order', 'item', 'product', 'trip', 'route', 'user', 'asset', 'ticket'];

/** What the code says at a place, if anything. */
export function spoken(
  kind: keyof typeof WORDS,
  service: string,
  endpoint: string,
  other: string | undefined,
  chance: Chance,
): Line | undefined {
  if (!chance.hit(SHARES[kind])) return undefined;
  const text = chance
    .one(WORDS[kind])
    .replaceAll('%e', endpoint)
    .replaceAll('%o', other ?? 'store')
    .replaceAll('{noun}', chance.one(NOUNS));
  return {
    level: chance.hit(0.1) ? 'DEBUG' : 'INFO',
    text,
    at: chance.whole(20, 240),
    file: fileOf(service, endpoint),
  };
}

/** A name of a file or class for a service. */
export function fileOf(service: string, endpoint: string): string {
  const camel = service.replace(/(^|[-_])(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  return endpoint.length % 2 ? `${camel}Controller` : `${camel}Impl`;
}

const HEX = '0123456789abcdef';

/** Braces filled. */
export function filled(text: string, chance: Chance): string {
  return text.replace(/\{(\w+)\}/g, (_, what: string) => {
    switch (what) {
      case 'uuid':
        return [8, 4, 4, 4, 12].map((count) => hex(count, chance)).join('-');
      case 'ms':
        return String(Math.round(8 * chance.around(0.7)));
      case 'n':
        return String(chance.whole(1, 20));
      case 'price':
        return chance.between(5, 300).toFixed(2);
      default:
        return chance.hit(0.5) ? String(chance.whole(1000, 99_999)) : hex(10, chance);
    }
  });
}

export function hex(count: number, chance: Chance): string {
  let text = '';
  for (let i = 0; i < count; i++) text += HEX[chance.whole(0, 15)];
  return text;
}
