import { writeFileSync } from 'node:fs';
import { Direction, Duration, durationSeconds, Moment, Severity } from '@lapwing/contract';
import { z } from 'zod';
import { csvDetector, FILE_SOURCE } from '../backtest/csv-detector.ts';
import { NO_FIXED_INPUTS } from '../backtest/fixed-inputs.ts';
import { COMMAND_LIMITS } from '../backtest/limits.ts';
import { backtestPage } from '../backtest/page/page.ts';
import { planBacktest, type BacktestSpan } from '../backtest/plan.ts';
import { runBacktest } from '../backtest/run-backtest.ts';
import { scoreHere } from '../backtest/score-here.ts';
import { summaryOf } from '../backtest/summary.ts';
import { LapwingError } from '../errors.ts';
import { createCsvSource } from '../sources/csv/csv-source.ts';
import { configuredDetector, type Tried } from './backtest-detector.ts';
import { ProgressLine } from './progress-line.ts';

const Options = z.object({
  config: z.string().optional(),
  detector: z.string().optional(),
  from: Moment.optional(),
  until: Moment.optional(),
  learn: Duration.optional(),
  interval: Duration.optional(),
  openAt: Severity.optional(),
  alertAt: Severity.optional(),
  direction: Direction.optional(),
  points: z.coerce.number().int().min(2).max(100_000).default(720),
  json: z.boolean().default(false),
  html: z.string().optional(),
});
type Options = z.output<typeof Options>;

const NO_CALENDARS =
  'lapwing: calendars and feedback are known to the service alone: windows of a calendar do not hold here. POST /api/v1/backtests knows them.';
/** As the command line gives them: text. */
export type BacktestOptions = Record<string, string | boolean | undefined>;

/**
 * `lapwing backtest FILE.csv` and `lapwing backtest --detector ID`: a detector over the past, as live scoring would
 * have done it. Prints a summary, or the result as JSON. Throws LapwingError.
 */
export async function backtest(file: string | undefined, given: BacktestOptions): Promise<void> {
  const options = parsed(given);
  const { detector, source, dataFolder, close } = await whatToTry(file, options);
  const halt = new AbortController();
  const onSignal = (): void => halt.abort();
  process.once('SIGINT', onSignal);
  const progress = new ProgressLine(process.stderr);
  try {
    const learnMs = options.learn === undefined ? undefined : durationSeconds(options.learn) * 1000;
    const span: BacktestSpan = { from: options.from, until: options.until, learnMs };
    const around = { source, now: Date.now(), limits: COMMAND_LIMITS, signal: halt.signal };
    if (detector.suppress.windows.some(({ type }) => type === 'calendar')) console.error(NO_CALENDARS);
    const plan = await planBacktest(detector, { ...span, points: options.points }, around);
    const scoring = scoreHere(plan, COMMAND_LIMITS, halt.signal, {
      inputs: NO_FIXED_INPUTS,
      ...(dataFolder !== undefined && { dataFolder }),
    });
    const onProgress = (share: number): void => progress.show(share);
    const { result } = await runBacktest(plan, { source, scoring, signal: halt.signal, onProgress });
    progress.clear();
    if (options.html !== undefined) writeFileSync(options.html, backtestPage(result));
    console.log(options.json ? JSON.stringify(result) : summaryOf(result));
  } catch (error) {
    if (halt.signal.aborted) throw stopped(error);
    throw error;
  } finally {
    progress.clear();
    process.off('SIGINT', onSignal);
    await source.close();
    close();
  }
}

async function whatToTry(file: string | undefined, options: Options): Promise<Tried> {
  if (file === undefined) return configuredDetector(options.config, options.detector, options);
  if (options.detector !== undefined) {
    throw badOption('--detector', 'a file is given, and a detector of the configuration too');
  }
  const source = createCsvSource(FILE_SOURCE, { path: file, labels: {} });
  return { detector: await csvDetector(file, options), source, close: () => undefined };
}

function parsed(given: BacktestOptions): Options {
  const result = Options.safeParse(given);
  if (result.success) {
    if (result.data.learn === undefined || result.data.from !== undefined) return result.data;
    throw badOption('--learn', '--learn needs --from: it is the time before that');
  }
  const [{ path, message }] = result.error.issues;
  const name = `--${String(path[0]).replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw badOption(name, `${name} ${message}`);
}

function badOption(where: string, message: string): LapwingError {
  return new LapwingError('BAD_REQUEST', {
    message,
    where,
    hint: 'lapwing backtest --help says what is allowed',
  });
}

function stopped(cause: unknown): LapwingError {
  const what = { message: 'stopped', where: 'backtest', hint: 'Nothing was written; start it again.' };
  return new LapwingError('CONFLICT', what, { cause });
}
