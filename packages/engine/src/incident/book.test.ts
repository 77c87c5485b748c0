import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../testing/refusal.ts';
import { IncidentBook } from './book.ts';
import type { CorrelatedAnomaly } from './episode.ts';
import {
  anomaly,
  CALLS,
  graphOf,
  groups,
  live,
  MINUTE,
  only,
  shop,
  START,
  withoutGraph,
} from './test-shop.ts';

describe('what belongs together', () => {
  test('a failure that climbs to its callers is one incident, which began where it began', () => {
    const book = live(
      [anomaly('ledger', 0), anomaly('payment', 1), anomaly('checkout', 2), anomaly('web', 2)],
      3,
    );
    expect(groups(book)).toEqual(['checkout+ledger+payment+web']);
    const { spread, startedAt } = only(book);
    expect(startedAt).toBe(START);
    expect(spread.map(({ from, to }) => `${from.entity}>${to.entity}`)).toEqual([
      'ledger>payment',
      'payment>checkout',
      'checkout>web',
    ]);
  });

  test('at the same moment, too', () => {
    const book = live(
      ['web', 'checkout', 'payment', 'ledger'].map((name) => anomaly(name, 0)),
      1,
    );
    expect(groups(book)).toEqual(['checkout+ledger+payment+web']);
  });

  test('two unrelated faults at the same moment stay two', () => {
    expect(groups(live([anomaly('index', 0), anomaly('ledger', 0)], 1))).toEqual(['index', 'ledger']);
  });

  test('and stay two when a common caller suffers', () => {
    const book = live(
      [
        anomaly('index', 0),
        anomaly('search', 0),
        anomaly('ledger', 0),
        anomaly('payment', 0),
        anomaly('web', 1),
      ],
      2,
    );
    expect(groups(book)).toEqual(['index+search+web', 'ledger+payment']);
  });

  test('callers who lose a caller lose their traffic', () => {
    const book = live([anomaly('checkout', 0), anomaly('shipping', 1, undefined, { traffic: true })], 2);
    expect(groups(book)).toEqual(['checkout+shipping']);
  });

  test('without a graph, what begins within minutes is one incident while trouble is rare', () => {
    expect(groups(live([anomaly('index', 0), anomaly('ledger', 1)], 2, withoutGraph))).toEqual([
      'index+ledger',
    ]);
    expect(groups(live([anomaly('index', 0, 100), anomaly('ledger', 90)], 95, withoutGraph))).toEqual([
      'index',
      'ledger',
    ]);
  });

  test('services on one host, and none of the others there', () => {
    const onHost = { labels: { service: 'x', host: 'node-7' } };
    const context = { ...shop, placeSizes: new Map([['host=node-7', 2]]) };
    const both = [anomaly('index', 0, undefined, onHost), anomaly('mail', 0, undefined, onHost)];
    expect(groups(live(both, 1, context))).toEqual(['index+mail']);
    const crowded = { ...shop, placeSizes: new Map([['host=node-7', 9]]) };
    expect(groups(live(both, 1, crowded))).toEqual(['index', 'mail']);
  });

  test('what moved together often before is one incident, though the graph knows no way', () => {
    const book = new IncidentBook();
    const days = 24 * 60;
    for (let day = 0; day < 12; day++) {
      live(
        [anomaly('index', day * days, day * days + 5), anomaly('mail', day * days + 2, day * days + 5)],
        day * days + 60,
        shop,
        book,
      );
    }
    // The last time is not learned yet: an incident must not confirm itself.
    expect(book.history.seen('index', 'mail')).toEqual({ times: 11, lagMs: 2 * MINUTE });
    live([anomaly('index', 12 * days), anomaly('mail', 12 * days + 2)], 12 * days + 3, shop, book);
    const [last] = [...book.incidents.values()].filter(({ status }) => status === 'open');
    expect(last.parts.map(({ entity }) => entity)).toEqual(['index', 'mail']);
  });

  test('a dependency that nobody watches may be the cause of both', () => {
    const watched = { ...shop, entities: new Set([...shop.entities].filter((name) => name !== 'mail')) };
    const graph = graphOf({ ...CALLS, index: ['mail'], ledger: ['mail'] });
    expect(groups(live([anomaly('index', 0), anomaly('ledger', 0)], 1, { ...watched, graph }))).toEqual([
      'index+ledger',
    ]);
  });
});

describe('what is worth an incident', () => {
  const mild = { alerts: false, score: 52 };
  test('one mild anomaly is not, two related ones are', () => {
    expect(live([anomaly('ledger', 0, undefined, mild)], 1).incidents.size).toBe(0);
    const book = live([anomaly('ledger', 0, undefined, mild), anomaly('payment', 1, undefined, mild)], 2);
    expect(groups(book)).toEqual(['ledger+payment']);
  });

  test('quantiles of one duration are one measure, its errors are another', () => {
    const p99 = { ...mild, id: 'p99' };
    expect(
      live([anomaly('ledger', 0, undefined, mild), anomaly('ledger', 0, undefined, p99)], 1).incidents.size,
    ).toBe(0);
    const errors = { ...mild, id: 'errors', labels: { service: 'ledger', metric: 'errors' } };
    expect(
      groups(live([anomaly('ledger', 0, undefined, mild), anomaly('ledger', 0, undefined, errors)], 1)),
    ).toEqual(['ledger']);
  });

  test('a lone metric must last for three readings, seen at the same moment live and in a replay', () => {
    const metric = { needsTime: true };
    const opened = (book: IncidentBook) =>
      [...book.incidents.values()].map(({ events }) => (events[0].at - START) / MINUTE);
    expect(opened(live([anomaly('ledger', 0, 2, metric)], 60))).toEqual([]);
    expect(opened(live([anomaly('ledger', 0, 3, metric)], 60))).toEqual([5]);
    const book = live([anomaly('ledger', 0, undefined, metric)], 4);
    expect(opened(book)).toEqual([]);
    book.advance(START + 5 * MINUTE, [], shop);
    expect(opened(book)).toEqual([5]);
    const beside = anomaly('payment', 1, undefined, { ...metric, alerts: false, score: 42 });
    expect(opened(live([anomaly('ledger', 0, 2, metric), beside], 60))).toEqual([1]);
  });

  test('it opens when an anomaly gets worse', () => {
    const book = live([anomaly('ledger', 0, undefined, mild)], 1);
    const [opened] = book.advance(START + 2 * MINUTE, [anomaly('ledger', 0)], shop);
    expect(opened.events.map(({ what }) => what)).toEqual(['opened']);
    expect(opened.score).toBe(60);
  });
});

describe('the course of an incident', () => {
  test('it resolves when all of it was ordinary for ten minutes, and reopens when it comes back', () => {
    const book = live([anomaly('ledger', 0, 5), anomaly('payment', 1, 8)], 17);
    expect(only(book).status).toBe('open');
    book.advance(START + 18 * MINUTE, [], shop);
    expect(only(book).status).toBe('resolved');
    live([anomaly('ledger', 25)], 26, shop, book);
    expect(only(book).status).toBe('open');
    expect(only(book).events.map(({ what }) => what)).toEqual(['opened', 'grew', 'resolved', 'reopened']);
  });

  test('one that is over stays whole while its parts grow old one after the other', () => {
    const book = live([anomaly('ledger', 0, 5), anomaly('payment', 1, 5), anomaly('checkout', 1, 40)], 60);
    for (const minute of [62, 66, 70, 80]) {
      book.advance(START + minute * MINUTE, [anomaly('mail', minute, minute + 1)], shop);
    }
    const own = [...book.incidents.values()].filter(({ anomalies }) => anomalies.has('ledger@0'));
    const others = [...book.incidents.values()].filter(({ parts }) =>
      parts.some(({ entity }) => entity === 'checkout'),
    );
    expect(others).toEqual(own);
    expect(own[0].parts.length).toBe(3);
  });

  test('what comes hours later is another incident', () => {
    const book = live([anomaly('ledger', 0, 5), anomaly('ledger', 300)], 301);
    expect([...book.incidents.values()].map(({ status }) => status)).toEqual(['open']);
    expect(only(book).id).toBe('iledger@300');
  });

  test('two incidents merge when what explains both is found, under the older id', () => {
    const traffic = { traffic: true };
    const book = live(
      [anomaly('checkout', 0, undefined, traffic), anomaly('search', 1, undefined, traffic)],
      2,
    );
    expect(book.incidents.size).toBe(2);
    // An older beginning that comes in late: the caller of both had broken before.
    const changed = book.advance(START + 3 * MINUTE, [anomaly('web', -1, undefined, traffic)], shop);
    expect(changed.map(({ id, status }) => `${id} ${status}`).sort()).toEqual([
      'icheckout@0 open',
      'isearch@1 merged',
    ]);
    expect(book.incidents.get('isearch@1')?.mergedInto).toBe('icheckout@0');
  });

  test('an incident splits when the graph turns out to hold its parts apart', () => {
    const book = live([anomaly('index', 0), anomaly('mail', 0)], 1, withoutGraph);
    expect(groups(book)).toEqual(['index+mail']);
    book.advance(START + 2 * MINUTE, [anomaly('web', 2)], shop);
    expect(groups(book)).toEqual(['index+web', 'mail']);
    expect(book.incidents.get('imail@0')?.splitFrom).toBe('iindex@0');
  });

  test("a person's word", () => {
    const book = live([anomaly('ledger', 0)], 1);
    const id = 'iledger@0';
    expect(book.acknowledge(id, 'ann', START)).toBe(true);
    expect(book.acknowledge(id, 'ann', START)).toBe(false);
    expect(book.resolve(id, 'ann', START)).toBe(true);
    expect(book.incidents.get(id)?.status).toBe('resolved');
    expect(book.reopen(id, 'bob', START)).toBe(true);
    expect(book.resolve(id, 'bob', START)).toBe(true);
    expect(book.resolve('none', 'bob', START)).toBe(false);
    live([anomaly('payment', 3)], 4, shop, book);
    expect(book.incidents.get(id)?.status).toBe('open');
  });
});

describe('the same again', () => {
  const services = [...shop.entities];
  const cases = fc.array(
    fc.record({
      service: fc.constantFrom(...services),
      from: fc.integer({ min: 0, max: 90 }),
      lasts: fc.option(fc.integer({ min: 1, max: 30 })),
      score: fc.integer({ min: 35, max: 100 }),
    }),
    { maxLength: 25 },
  );
  const toAnomalies = (
    given: { service: string; from: number; lasts: number | null; score: number }[],
  ): CorrelatedAnomaly[] => {
    const all = given.map(({ service, from, lasts, score }) =>
      anomaly(service, from, lasts === null ? undefined : from + lasts, { score, alerts: score >= 50 }),
    );
    return [...new Map(all.map((one) => [one.id, one])).values()];
  };
  const told = (book: IncidentBook): unknown =>
    [...book.incidents.values()].map(({ id, status, anomalies, events }) => ({
      id,
      status,
      anomalies: [...anomalies].sort(),
      events,
    }));

  test('after a restart in the middle', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 90 }), (given, cut) => {
        const anomalies = toAnomalies(given);
        const at = START + cut * MINUTE;
        const early = anomalies.filter(({ start }) => start <= at);
        const late = anomalies.filter(({ start }) => start > at);
        const before = live(early, cut);
        const saved = keep(new Map(), before);
        const restored = new IncidentBook(saved);
        // Nothing but the head: what was kept is all there is.
        expect(restored.changes().map(([key]) => key)).toEqual(['book']);
        expect(told(live(late, 200, shop, restored))).toEqual(told(live(late, 200, shop, before)));
      }),
      { numRuns: 60 },
    );
  });

  test('after restarts, with what changed kept after each moment', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const anomalies = toAnomalies(given);
        const one = new IncidentBook();
        const kept = new Map<string, string>();
        for (let minute = 0; minute <= 200; minute += 10) {
          const now = anomalies.filter(
            ({ start }) => start > START + (minute - 10) * MINUTE && start <= START + minute * MINUTE,
          );
          live(now, minute, shop, one);
          const again = live(now, minute, shop, new IncidentBook(kept));
          keep(kept, again);
          expect(told(again)).toEqual(told(one));
        }
        expect([...keep(new Map(), one).keys()].sort()).toEqual([...kept.keys()].sort());
      }),
      { numRuns: 30 },
    );
  });

  test('each live anomaly above the line is in exactly one incident', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const anomalies = toAnomalies(given);
        const book = live(anomalies, 90);
        const unmerged = [...book.incidents.values()].filter(({ status }) => status !== 'merged');
        const members = unmerged.flatMap(({ anomalies: ids }) => [...ids]);
        expect(new Set(members).size).toBe(members.length);
        for (const { id, alerts, end } of anomalies) {
          if (alerts && Number.isNaN(end)) expect(members).toContain(id);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('states of another version, and no states, are refused', () => {
    const other = new Map([['book', '{"version":7}']]);
    expect(refusalOf(() => new IncidentBook(other)).code).toBe('UNSUPPORTED_VERSION');
    expect(refusalOf(() => new IncidentBook(new Map([['incident i1', '{}']]))).code).toBe(
      'UNSUPPORTED_VERSION',
    );
    expect(refusalOf(() => new IncidentBook(new Map([['book', '{']]))).code).toBe('BAD_STATE');
  });
});

/** What a store makes of the pieces: the newest of each, in the order in which they were first put. */
function keep(kept: Map<string, string>, book: IncidentBook): Map<string, string> {
  for (const [key, body] of book.changes()) {
    if (body === undefined) kept.delete(key);
    else kept.set(key, body);
  }
  return kept;
}
