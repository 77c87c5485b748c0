#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { BacktestOptions } from './backtest.ts';
import type { InitOptions } from './init.ts';
import type { RcaOptions } from './rca.ts';
import type { TrainOptions } from './train.ts';

/** Each command's module is loaded when it is called, so that the small ones start at once. */
const program = new Command('lapwing')
  .description('Says which of the signals that a team already has just changed.')
  .version(versionOf())
  .showHelpAfterError('(run with --help to see what is allowed)');

program
  .command('serve')
  .description('pull, score, write back and answer, until stopped')
  .option('-c, --config <file>', 'configuration file (lapwing.yaml here, when there is one)')
  .action(async (options: { config?: string }) => {
    const { serve } = await import('./serve.ts');
    process.exitCode = await serve(options.config, versionOf());
  });

program
  .command('score')
  .description('score a CSV file; no server needed')
  .argument('<file>', 'header; first column timestamp, every other column one signal')
  .option('-o, --output <file>', 'write here instead of to the standard output')
  .action(async (file: string, options: { output?: string }) => {
    const { score } = await import('./score.ts');
    await score(file, options);
  });

program
  .command('rca')
  .description('rank suspects from a folder of metrics, logs and spans; no server needed')
  .argument('<folder>', 'any of metrics.csv, logs.ndjson, spans.ndjson, topology.csv, gzipped or not')
  .requiredOption('--at <time>', 'when the trouble began: what lies before is the ordinary past')
  .option('--until <time>', 'look no further than this')
  .option('--symptom <service>', 'the service that was seen to suffer')
  .option('--json', 'print the ranking as JSON')
  .action(async (folder: string, options: RcaOptions) => {
    const { rca } = await import('./rca.ts');
    await rca(folder, options, console.log);
  });

program
  .command('backtest')
  .description(
    'a detector over the past, as live scoring would have done it: alerts a week, anomalies, charts',
  )
  .argument('[file]', 'CSV file: header; first column timestamp, every other column one signal')
  .option('-c, --config <file>', 'configuration file (lapwing.yaml here, when there is one)')
  .option('-d, --detector <id>', 'a detector of the configuration, in place of a file')
  .option('--from <time>', 'judge readings from here on; those before teach (2026-11-01T00:00:00Z)')
  .option('--until <time>', 'and up to here')
  .option('--learn <duration>', 'how long before --from it learns; unless told, as a new detector does (14d)')
  .option('--interval <duration>', 'another interval (1m)')
  .option('--open-at <severity>', 'another severity at which anomalies open: LOW, MEDIUM, HIGH, CRITICAL')
  .option('--alert-at <severity>', 'another severity at which an anomaly is an alert')
  .option('--direction <way>', 'which way counts: both, up, down')
  .option('--points <count>', 'rows of a chart at most (720)')
  .option('--json', 'print the whole result as JSON')
  .option('--html <file>', 'write a page with the charts')
  .action(async (file: string | undefined, options: BacktestOptions) => {
    const { backtest } = await import('./backtest.ts');
    await backtest(file, options);
  });

program
  .command('train')
  .description('train a net; Ctrl-C stops it, the same command goes on')
  .argument('[files...]', 'CSV files: a column a signal, or long ones with metric, value, kind and labels')
  .option('-m, --model <kind>', 'lstm (single signals), msif-lstm or ple-gru (services)', 'lstm')
  .option('-d, --detector <id...>', 'learn from what these detectors have scored, in place of files')
  .option('-c, --config <file>', 'configuration file (lapwing.yaml here, when there is one)')
  .option('--made-up <count>', 'learn from so many made-up series: this made the shipped nets')
  .option('--by <label>', 'signals that share this label are one service', 'service')
  .option('--nets <folder>', 'where versions are kept (lapwing-nets, or the data folder with --detector)')
  .option('--steps <count>', 'steps of training, in place of the usual ones')
  .option('--seed <number>', 'for all that draws lots', '1')
  .option('--fresh', 'begin anew, even where a training was stopped')
  .action(async (files: string[], options: TrainOptions) => {
    const { train } = await import('./train.ts');
    process.exitCode = await train(files, options, { env: process.env, now: Date.now, say: console.log });
  });

program
  .command('templates')
  .description("say each log line's template; no server needed")
  .argument('<file>', 'a log, one message a line; unpacked when its name ends in .gz')
  .option('-o, --output <file>', 'write here instead of to the standard output')
  .action(async (file: string, options: { output?: string }) => {
    const { templates } = await import('./templates.ts');
    await templates(file, options);
  });

program
  .command('init')
  .description('look at an OpenSearch, a Prometheus and a Jaeger and write a configuration to start with')
  .option('--opensearch <url>', 'https://user@host:9200; the password stands in OPENSEARCH_PASSWORD')
  .option('--prometheus <url>', 'http://user@host:9090; the password stands in PROMETHEUS_PASSWORD')
  .option('--jaeger <url>', 'http://user@host:16686; the password stands in JAEGER_PASSWORD')
  .option('-o, --output <file>', 'write here', 'lapwing.yaml')
  .option('--ca <file>', 'certificate authority to trust (PEM)')
  .option('--insecure', 'take any certificate: for a trial only')
  .option('-f, --force', 'replace a file that is there')
  .action(async (options: InitOptions) => {
    const { init } = await import('./init.ts');
    await init(options, process.env, console.log);
  });

program
  .command('demo')
  .description('a small shop in a simulation, to break and to watch')
  .helpOption(false)
  .allowUnknownOption()
  .argument('[options...]', 'options of the demo: see lapwing demo --help')
  .action(async (options: string[]) => {
    const { demo } = await import('./demo.ts');
    process.exitCode = await demo(options);
  });

try {
  await program.parseAsync();
} catch (error) {
  const { explain } = await import('./explain.ts');
  console.error(explain(error));
  process.exitCode = 1;
}

function versionOf(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
