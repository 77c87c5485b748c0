import { Command, InvalidArgumentError, Option } from 'commander';
import { Duration, durationSeconds } from '@lapwing/contract';

/** Where the page is, unless that port is taken or another is named. */
export const USUAL_PORT = 4680;
const SHORTEST_INTERVAL_SECONDS = 2;
const LONGEST_INTERVAL_SECONDS = 3600;
const LONGEST_HISTORY_SECONDS = 60 * 86_400;

export interface DemoOptions {
  intervalSeconds: number;
  historySeconds: number;
  seed: number;
  /** Undefined: the usual one, or any that is free. */
  port: number | undefined;
  open: boolean;
  replay: string | undefined;
  shift: boolean;
  verbose: boolean;
}

/** Reads the command line (without node and script). Prints help or what is wrong and ends the process itself. */
export function parseOptions(args: string[]): DemoOptions {
  const command = new Command('lapwing demo')
    .description(
      'A small shop that you can break, watched by Lapwing. Runs until Ctrl-C and leaves nothing behind.',
    )
    .option(
      '--interval <duration>',
      'time between readings',
      seconds(SHORTEST_INTERVAL_SECONDS, LONGEST_INTERVAL_SECONDS),
      60,
    )
    .option(
      '--history <duration>',
      'how far the past goes back',
      seconds(60, LONGEST_HISTORY_SECONDS),
      14 * 86_400,
    )
    .option('--seed <number>', 'other noise, same shop', wholeNumber(0, 2 ** 31), 1)
    .option(
      '--port <number>',
      `port of the page (default: ${USUAL_PORT}, or a free one)`,
      wholeNumber(0, 65_535),
    )
    .addOption(new Option('--no-open', 'do not open the browser'))
    .option('--replay <folder>', 'replay CSV files instead of the shop')
    .option('--no-shift', 'with --replay: leave times as the files have them')
    .option('--verbose', 'show what the service logs', false);
  command.parse(args, { from: 'user' });
  const found = command.opts<{
    interval: number;
    history: number;
    seed: number;
    port?: number;
    open: boolean;
    replay?: string;
    shift: boolean;
    verbose: boolean;
  }>();
  if (!found.shift && found.replay === undefined) command.error('error: --no-shift goes with --replay');
  const { interval, history, seed, port, open, replay, shift, verbose } = found;
  return { intervalSeconds: interval, historySeconds: history, seed, port, open, replay, shift, verbose };
}

function seconds(least: number, most: number): (text: string) => number {
  return (text) => {
    const parsed = Duration.safeParse(text);
    if (!parsed.success) throw new InvalidArgumentError(parsed.error.issues[0].message);
    const value = durationSeconds(parsed.data);
    if (value < least || value > most)
      throw new InvalidArgumentError(`must lie between ${least}s and ${most}s`);
    return value;
  };
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`must be a whole number from ${least} to ${most}`);
    }
    return value;
  };
}
