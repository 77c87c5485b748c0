import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LENGTH_MOST, Scanner } from './scanner.ts';
import { TOKENS_MOST } from './tokens.ts';
import { shapeOf, textOf } from './shape.ts';

function masked(text: string): string {
  const scanner = new Scanner();
  scanner.scan(text);
  const { columns, gaps } = shapeOf(scanner, text);
  return textOf(columns, gaps);
}

function identity(text: string): string {
  const scanner = new Scanner();
  scanner.scan(text);
  return `${scanner.high} ${scanner.low} ${scanner.columns}`;
}

test.each([
  ['took 12 ms', 'took <*>'],
  ['took 12.5ms, 3 retries left', 'took <*>, <*> retries left'],
  ['lifetime <1 sec', 'lifetime <<*>'],
  ['block blk_-1608999687919862906 from /10.250.19.102:50010', 'block <*> from <*>'],
  ['id 550e8400-e29b-41d4-a716-446655440000 done', 'id <*> done'],
  ['at 0x7ffe and deadbeef, not decade', 'at <*> and <*>, not decade'],
  ['via 00:1b:44:11:3a:b7 up', 'via <*> up'],
  ['via da:bb:cc:dd:ee:ff up', 'via <*> up'],
  ['from fe80::1%eth0 and ::ffff:10.0.0.1', 'from <*> and <*>'],
  ['2026-11-22T20:50:14.123Z start', '<*> start'],
  ['Sat May 04 09:51:52 CST 2013: tick', '<*>: tick'],
  ['[22/Nov/2026:20:50:14 +0000] tick', '<*> tick'],
  ['GET https://shop.example.com/cart?id=1 failed', 'GET <*> failed'],
  ['open /var/lib/data/x and C:\\Windows\\a.dll', 'open <*> and <*>'],
  ['read/write of load/store', 'read/write of load/store'],
  ['mail to jane.doe@example.com', 'mail to <*>'],
  ['host db.example.com:5432 down', 'host <*> down'],
  ['class com.shop.cart.CartService loaded', 'class com.shop.cart.CartService loaded'],
  ['user=root uid=0', 'user=<*> uid=<*>'],
  ['logname= uid=0 ruser= rhost=10.0.0.1', 'logname=<*> uid=<*> ruser=<*> rhost=<*>'],
  ['allDrawn= false, x = 5', 'allDrawn= <*>, x = <*>'],
  ['a == b and c != d', 'a == b and c != d'],
  ['order: Order(id=5, items=[a, b], at=(1, 2)) saved', 'order: <*> saved'],
  ['body {"a":{"b":[1,2]}} sent', 'body <*> sent'],
  ['token=Token{5f ActivityRecord{1 u0}} shown', 'token=<*> shown'],
  ['speeds ( 3552 3534 3375 )', 'speeds ( <*> )'],
  ['ports [1, 2, 3] and [] open', 'ports <*> and <*> open'],
  ['name "View Lock" of \'x\'', 'name "<*>" of \'<*>\''],
  ["can't stop", "can't stop"],
  ['"GET /cart HTTP/1.1" 200', '"GET <*> <*>" <*>'],
  ['compare.............0', 'compare.............<*>'],
  ['sshd[1234]: accepted', 'sshd<*>: accepted'],
  ['jk2_init() Found child 5', 'jk2_init() Found child <*>'],
  ['Travel2Controller#129 called', 'Travel2Controller#<*> called'],
  ['the user is true', 'the user is <*>'],
  ['时间：5 完成', '时间：<*> 完成'],
  ['', ''],
  ['  ===  ', '===  '.trim()],
  ['nodes web-1,localhost,db are up', 'nodes <*> are up'],
  ['memory:1024,cores:4 left', 'memory:<*>,cores:<*> left'],
  ['partitions  because of', 'partitions <*> because of'],
  ['parents: ', 'parents: <*>'],
  ['INFO  opened', 'INFO opened'],
  ['id abea6dbe is gone', 'id <*> is gone'],
  ['fpr29=0x00 fpr30=0x01', 'fpr<*>=<*> fpr<*>=<*>'],
  ['refused, request: "POST /cart HTTP/1.1", host: "a.b"', 'refused, request: "<*>", host: "<*>"'],
  ['"GET / HTTP/1.1" 200', '"GET <*> <*>" <*>'],
  ['Not found: /', 'Not found: <*>'],
  ['Not found: "/"', 'Not found: "<*>"'],
  ['red / green', 'red / green'],
  ['"Cart opened" id="5" user="jane"', '"Cart opened" id=<*> user=<*>'],
  ['"Cart of \\"jane\\" opened." id="5"', '"Cart of \\"<*>\\" opened." id=<*>'],
  [`err="${'very '.repeat(100)}long" id=5`, 'err=<*> id=<*>'],
  [
    'cart: level=info msg="Cart of \\"jane\\" opened" id=5',
    'cart: level=<*> msg="Cart of \\"<*>\\" opened" id=<*>',
  ],
  ['from <0.17.0> (10.0.0.1:5 -> 10.0.0.2:6) to 5 (7)', 'from <<*>> (<*> -> <*>) to <*> (<*>)'],
  ['1 (2) 3', '<*>'],
  ['at 10:22:41 17 carts', 'at <*> <*> carts'],
  ['at [03/Jul/2026:10:22:41 +0000] (5)', 'at [<*>] (<*>)'],
  ['rows 1, 2, 3 and 4 5 6 7', 'rows <*> and <*>'],
  ['on Sat May 04 09:51:52 CST 2013, 5 ms', 'on <*>, <*>'],
  ['type=CART_LOST msg=audit(1.5:7): pid=5', 'type=CART_LOST msg=<*>: pid=<*>'],
  ['type=cart pid=5', 'type=<*> pid=<*>'],
  ['cart type=LOST pid=5', 'cart type=<*> pid=<*>'],
  ['cart\t5\topened', 'cart <*> opened'],
  ['\tat cart', 'at cart'],
])('%s: %s', (text, expected) => {
  expect(masked(text)).toBe(expected);
});

test('lists of any length, other values and other punctuation are one', () => {
  expect(identity('ids [1, 2, 3] ok')).toBe(identity('ids [99] ok'));
  expect(identity('took 5 ms')).toBe(identity('took 10.2 seconds'));
  expect(identity('done (5)')).toBe(identity('done [7]'));
});

test('other words, and a word that is a key, are another', () => {
  expect(identity('start job')).not.toBe(identity('stop job'));
  expect(identity('job start')).not.toBe(identity('start job'));
  expect(identity('cart: full')).not.toBe(identity('cart full'));
});

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'B',
      '7',
      ' ',
      ':',
      '=',
      '.',
      '/',
      '[',
      ']',
      '{',
      '}',
      '(',
      ')',
      '"',
      "'",
      ',',
      '\\',
      '@',
      '-',
      '\ud800',
      '\n',
    ),
  }),
);

test('any text is scanned: tokens lie in it in order, words and values are counted', () => {
  const scanner = new Scanner();
  fc.assert(
    fc.property(anything, (text) => {
      scanner.scan(text);
      let end = 0;
      for (let k = 0; k < scanner.count; k++) {
        expect(scanner.starts[k]).toBeGreaterThanOrEqual(end);
        expect(scanner.ends[k]).toBeGreaterThanOrEqual(scanner.starts[k]);
        end = scanner.ends[k];
      }
      expect(end).toBeLessThanOrEqual(text.length);
      const { columns, gaps } = shapeOf(scanner, text);
      expect(columns.length).toBe(scanner.columns);
      expect(gaps.length).toBe(columns.length + 1);
      // eslint-disable-next-line no-control-regex -- that there are none is the point
      expect(textOf(columns, gaps)).not.toMatch(/[\u0000-\u001f]/);
    }),
    { numRuns: 2000 },
  );
});

test('what a line says after many characters or tokens is not looked at', () => {
  const scanner = new Scanner();
  scanner.scan(`${'x'.repeat(5_000_000)} end`);
  expect(scanner.ends[0]).toBe(LENGTH_MOST);
  scanner.scan('a b '.repeat(10_000));
  expect(scanner.count).toBe(TOKENS_MOST);
  scanner.scan('('.repeat(1_000_000) + 'a='.repeat(100_000));
  expect(scanner.count).toBeLessThanOrEqual(TOKENS_MOST);
});
