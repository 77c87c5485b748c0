/** How far into a message its place in the code is looked for: layouts put it before the text, stack traces after it. */
const HEAD = 200;

/**
 * `orders.OrderService#117` (a logger's name, a class at its end), `OrderService.java:117`, `handler.go:42`: a file or class
 * with a line. A host with a port, an `order#4711` and a version are none.
 */
const LOCATION =
  /(?<![\w.$])(?:(?:[A-Za-z_$][\w$]*\.)+[A-Z][\w$]*#\d{1,5}|[\w$-]+\.(?:java|kt|scala|groovy|go|py|rb|php|js|mjs|ts|rs|c|cc|cpp|cs|ex|erl|swift|dart):\d{1,6})(?![\w.])/;

/** Where in the code a message says that it was written, empty when it does not: two statements with like words are two. */
export function codeLocation(message: string): string {
  return LOCATION.exec(message.slice(0, HEAD))?.[0] ?? '';
}

/** The template with the place in the code of one of its messages in it, where templates hold any number. */
export function withLocation(template: string, message: string): string {
  const location = codeLocation(message);
  if (location === '') return template;
  const any = location.replace(/\d+$/, '<*>');
  return template.includes(any) ? template.replace(any, () => location) : `${location} ${template}`;
}
