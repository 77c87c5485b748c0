import { expect, test } from 'vitest';
import { conditionsOf } from './conditions.ts';

const is = (field: string, ...values: string[]) => ({ field, values, negated: false });
const not = (field: string, ...values: string[]) => ({ field, values, negated: true });

test.each([
  [undefined, [], 0],
  ['', [], 0],
  ['*', [], 0],
  ['level:ERROR', [is('level', 'ERROR')], 0],
  ['level: ERROR and service: "the cart"', [is('level', 'ERROR'), is('service', 'the cart')], 0],
  ['level:(ERROR OR FATAL) AND NOT service:cart', [is('level', 'ERROR', 'FATAL'), not('service', 'cart')], 0],
  ['message:"a and b"', [is('message', 'a and b')], 0],
  ['kubernetes.labels.app:"x"', [is('kubernetes.labels.app', 'x')], 0],
  ['error', [], 1],
  ['level:ERR*', [], 1],
  ['took:>5', [], 1],
  ['a:1 OR b:2', [], 1],
  ['level:ERROR and (a:1 or b:2)', [is('level', 'ERROR')], 1],
])('query string %j', (text, known, unknown) => {
  expect(conditionsOf(text)).toEqual({ known, unknown });
});

test('what OpenSearch Dashboards builds of a query and filters', () => {
  // buildOpenSearchQuery of 2.19: kuery `level: ERROR and service: payment`, a filter, a negated one, and a range.
  const dsl = {
    bool: {
      must: [],
      filter: [
        {
          bool: {
            filter: [
              { bool: { should: [{ match: { level: 'ERROR' } }], minimum_should_match: 1 } },
              { bool: { should: [{ match: { service: 'payment' } }], minimum_should_match: 1 } },
            ],
          },
        },
        { match_phrase: { host: 'a' } },
        {
          bool: {
            should: [{ match_phrase: { zone: 'x' } }, { match_phrase: { zone: 'y' } }],
            minimum_should_match: 1,
          },
        },
        { range: { took: { gte: 5 } } },
      ],
      should: [],
      must_not: [{ match_phrase: { status: '200' } }],
    },
  };
  expect(conditionsOf(dsl)).toEqual({
    known: [
      is('level', 'ERROR'),
      is('service', 'payment'),
      is('host', 'a'),
      is('zone', 'x', 'y'),
      not('status', '200'),
    ],
    unknown: 1,
  });
});

test.each([
  [{ terms: { a: ['x', 1] } }, [is('a', 'x', '1')], 0],
  [{ term: { a: { value: true } } }, [is('a', 'true')], 0],
  [{ match: { a: { query: 'x', operator: 'and' } } }, [is('a', 'x')], 0],
  [{ query_string: { query: 'level:ERROR' } }, [is('level', 'ERROR')], 0],
  [{ bool: { must_not: { bool: { filter: [{ term: { a: 'x' } }, { term: { b: 'y' } }] } } } }, [], 1],
  [{ bool: { should: [{ term: { a: 'x' } }, { term: { b: 'y' } }] } }, [], 1],
  [{ script: {} }, [], 1],
  [7, [], 1],
])('%j', (query, known, unknown) => {
  expect(conditionsOf(query)).toEqual({ known, unknown });
});
