import { DemoError } from './errors.ts';
import { parseOptions } from './options.ts';
import { runDemo } from './run.ts';

const options = parseOptions(process.argv.slice(2));
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stop.abort(new Error(`stopped by ${signal}`)));
}
try {
  await runDemo(options, (line) => console.log(line), stop.signal);
} catch (error) {
  console.error(error instanceof DemoError ? `lapwing demo: ${error.text}` : error);
  process.exitCode = 1;
}
