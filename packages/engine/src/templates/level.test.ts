import { describe, expect, test } from 'vitest';
import { levelNamed, levelOf } from './level.ts';

test.each([
  ['ERROR', 'error'],
  ['err', 'error'],
  ['Critical', 'error'],
  ['3', 'error'],
  ['50', 'error'],
  ['WARNING', 'warn'],
  ['4', 'warn'],
  ['40', 'warn'],
  ['Information', 'info'],
  ['notice', 'info'],
  ['6', 'info'],
  ['30', 'info'],
  ['TRACE', 'debug'],
  ['7', 'debug'],
  ['20', 'debug'],
  ['', undefined],
  ['blue', undefined],
  ['-1', undefined],
])('the level named %s is %s', (name, level) => {
  expect(levelNamed(name)).toBe(level);
});

describe('of a message', () => {
  test.each([
    ['12:00:01 ERROR c.s.Cart#5 no stock', 'error'],
    ['level=warn msg="slow"', 'warn'],
    ['{"severity":"error","x":1}', 'error'],
    ['E0102 15:04:05.123456 1 main.go:5] bad', 'error'],
    ['[Sun Dec 04 04:47:44 2005] [error] mod_jk child', 'error'],
    ['10:00 INFO order placed', 'info'],
    ['10:00 DEBUG retry failed', 'debug'],
    ['10:00 INFO request failed: timeout', 'warn'],
    ['java.lang.NullPointerException', 'error'],
    ['connection refused', 'error'],
    ['payment could not be made', 'error'],
    ['retrying in 5 s', 'warn'],
    ['order 5 placed', 'info'],
    ['finished with 0 errors', 'info'],
    ['no error found', 'info'],
    ['errors=0 failed: 0', 'info'],
    ['finished with 3 errors', 'error'],
    ['error handler registered', 'info'],
    ['', 'info'],
  ])('%s: %s', (message, level) => {
    expect(levelOf(message)).toBe(level);
  });

  test('what is given with it goes before what it says', () => {
    expect(levelOf('10:00 INFO fine', 'ERROR')).toBe('error');
    expect(levelOf('order placed', 'debug')).toBe('debug');
    expect(levelOf('connection refused', 'info')).toBe('warn');
    expect(levelOf('connection refused', 'nonsense')).toBe('error');
  });
});
