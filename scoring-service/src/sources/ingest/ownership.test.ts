import { expect, test } from 'vitest';
import { Detector, type Labels } from '@lapwing/contract';
import { ownerOf } from './ownership.ts';

const detector = (id: string, match: Labels, enabled = true): Detector =>
  Detector.parse({
    id,
    name: id,
    source: 'ingest',
    kind: 'metric',
    query: { type: 'ingest', match },
    enabled,
  });

const ALL = detector('ingest', {});
const CART = detector('cart', { service: 'cart' });

test('the detector that asks for most labels scores a series', () => {
  const both = detector('both', { service: 'cart', metric: 'load' });
  expect(ownerOf({ service: 'cart', metric: 'load' }, [ALL, CART, both])?.id).toBe('both');
  expect(ownerOf({ service: 'cart' }, [both, ALL, CART])?.id).toBe('cart');
  expect(ownerOf({ service: 'pay' }, [both, ALL, CART])?.id).toBe('ingest');
});

test('among equals the first by id, so that two never score the same series', () => {
  const again = detector('again', { service: 'cart' });
  expect(ownerOf({ service: 'cart' }, [CART, again])?.id).toBe('again');
  expect(ownerOf({ service: 'cart' }, [again, CART])?.id).toBe('again');
});

test('a detector that is off scores nothing', () => {
  expect(ownerOf({ service: 'cart' }, [detector('cart', { service: 'cart' }, false)])).toBeUndefined();
});
