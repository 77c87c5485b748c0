/** Frames of a trace that a template names. */
const FRAMES = 3;
/** Lines of a message that are looked at. */
const LINES_MOST = 400;

/** `at com.shop.Cart.add(Cart.java:12)`, `at add (/app/cart.js:3:5)`, `at Shop.Cart.Add() in Cart.cs:line 3`. */
const AT_FRAME = /^\s*at (?:async )?(?:new )?([^\s(]+)/;
/** `File "/app/cart.py", line 3, in add`. */
const PYTHON_FRAME = /^\s*File "([^"]+)", line \d+(?:, in (\S+))?/;
/** `main.(*Cart).Add(0xc000...)`, then the file's line. */
const GO_FRAME = /^([\w./-]+(?:\.\(?\*?[\w.]+\)?)+)\(.*\)$/;
const EXCEPTION =
  /^(?:Caused by: |Suppressed: |Exception in thread "[^"]*" |panic: )?((?:[\w$]+[.:]+)*[\w$]*(?:Exception|Error|Throwable|Fault|Panic|Interrupt)\b)/;
const TRACEBACK = /^Traceback \(most recent call last\)|^goroutine \d+ \[/;

/** Frames of platforms and frameworks: everyone's traces have them. */
const FOREIGN =
  /^(?:java|javax|jakarta|jdk|sun|com\.sun|kotlin|scala|groovy|clojure|org\.(?:springframework|apache|hibernate|eclipse|jboss|glassfish|junit|postgresql)|io\.(?:netty|grpc|undertow|vertx|reactivex|micrometer)|reactor|com\.(?:zaxxer|mysql|mongodb|fasterxml|google\.common)|net\.sf|node:|internal\/|System\.|Microsoft\.|runtime\.|net\/http)|node_modules|site-packages|dist-packages|\/lib\/python/;

const withoutNumbers = (frame: string): string =>
  frame
    .replace(/\$\$.*$/, '')
    .replace(/[$]?(?:lambda)?\$?\d+/g, '')
    .replace(/[/\\]/g, '.');

/**
 * A message of several lines as one: when it holds a stack trace, its head, the kinds of exceptions and the frames
 * nearest to where it was thrown that are the program's own, line numbers left out; else the message itself.
 */
export function stackSummary(text: string): string {
  const lines = text.split('\n', LINES_MOST);
  const kinds: string[] = [];
  const frames: string[] = [];
  let pythonOrder = false;
  let traced = false;
  lines.forEach((line, k) => {
    const python = PYTHON_FRAME.exec(line);
    const frame =
      python === null
        ? (AT_FRAME.exec(line)?.[1] ?? (traced ? GO_FRAME.exec(line)?.[1] : undefined))
        : undefined;
    if (python !== null) {
      pythonOrder = true;
      frames.push(`${python[1]}:${python[2] ?? ''}`);
    } else if (frame !== undefined && k > 0) frames.push(frame);
    else if (k > 0) {
      const kind = EXCEPTION.exec(line)?.[1];
      if (kind !== undefined && !kinds.includes(kind)) kinds.push(kind);
    }
    if (TRACEBACK.test(line)) traced = true;
  });
  if (frames.length === 0) return text;
  if (pythonOrder) frames.reverse();
  const own = frames.filter((frame) => !FOREIGN.test(frame));
  const told = (own.length > 0 ? own : frames).slice(0, FRAMES).map(withoutNumbers);
  return [lines[0].trimEnd(), ...kinds, ...told].join(' | ');
}
