import { describe, expect, test } from 'vitest';
import { messageText } from './message-text.ts';

test.each([
  ['plain text', 'plain text'],
  ['{"log":"hello 5\\n","stream":"stdout","time":"2026-01-01T00:00:00Z"}', 'hello 5\n'],
  ['{"level":"info","msg":"started"}', 'started'],
  ['{"log":"{\\"message\\":\\"inner\\"}\\n","stream":"stdout"}', 'inner'],
  ['{"user":5,"action":"buy"}', 'action: 0 user: 0'],
  ['{"a":1', '{"a":1'],
  ['ts=2026-11-22 caller=main.go:5 level=info msg="Server is \\"ready\\"" a=5', 'Server is \\"ready\\"'],
  ['level=info msg=started', 'started'],
  ['level=info component=web took=5', 'level=info component=web took=5'],
  ['a="1" '.repeat(30), 'a="1" '.repeat(30)],
  ['type=AVC msg=audit(1.5:7): avc: denied', 'type=AVC msg=audit(1.5:7): avc: denied'],
  ["type=X msg=audit(1.5:7): pid=5 msg='op=login'", "type=X msg=audit(1.5:7): pid=5 msg='op=login'"],
  ['the rate=5 msg=x', 'the rate=5 msg=x'],
  ['{}', ''],
  ['\u001b[2m10:22:41\u001b[0m \u001b[32mINFO\u001b[0m opened', '10:22:41 INFO opened'],
  ['2026-07-03T10:22:41.118490788+02:00 stderr F {"level":"warn","msg":"slow"}', 'slow'],
  ['2026-07-03T10:22:41.118490788Z stdout F opened', 'opened'],
  ['2026-07-03 stdout is full', '2026-07-03 stdout is full'],
  ['Jul  5 10:22:41 web01 cart[17]: {"level":30,"msg":"opened"}', 'Jul  5 10:22:41 web01 cart[17]: opened'],
  ['cart: {"id":5}', 'cart: {"id":5}'],
  ['cart: {"id":5, {"msg":"x"}', 'cart: {"id":5, {"msg":"x"}'],
  ['{"msg":5,"x":null}', 'msg: 0 x: 0'],
])('%s', (message, text) => {
  expect(messageText(message)).toBe(text);
});

const HEAD = 'ERROR Cart - adding failed';

describe('a stack trace is its head, exceptions and own frames', () => {
  test.each([
    [
      'of Java',
      `${HEAD}\njava.lang.IllegalStateException: no stock for 17\n\tat java.util.List.of(List.java:1)\n\tat com.shop.Cart.add(Cart.java:12)\n\tat com.shop.Api.lambda$post$3(Api.java:9)\n\tat org.springframework.web.X.y(X.java:3)\nCaused by: java.io.IOException: disk\n\t... 12 more`,
      `${HEAD} | java.lang.IllegalStateException | java.io.IOException | com.shop.Cart.add | com.shop.Api.lambda$post`,
    ],
    [
      'of Python',
      `${HEAD}\nTraceback (most recent call last):\n  File "/usr/lib/python3/site-packages/flask/app.py", line 7, in run\n    x()\n  File "/app/cart.py", line 3, in add\n    raise E\nValueError: bad`,
      `${HEAD} | ValueError | .app.cart.py:add`,
    ],
    [
      'of Node',
      `${HEAD}\nTypeError: x is undefined\n    at add (/app/cart.js:3:5)\n    at node:internal/main:1:2`,
      `${HEAD} | TypeError | add`,
    ],
  ])('%s', (_, message, text) => {
    expect(messageText(message)).toBe(text);
  });

  test('line numbers and messages of exceptions do not tell', () => {
    const trace = (n: number): string =>
      `${HEAD}\ncom.shop.NoStock Exception: ${n}\n\tat com.shop.Cart.add(Cart.java:${n})`;
    expect(messageText(trace(1))).toBe(messageText(trace(2)));
  });

  test('several lines without frames stay as they are', () => {
    expect(messageText('first\nsecond')).toBe('first\nsecond');
  });
});
