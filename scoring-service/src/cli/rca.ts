import { suspectsOf, type RcaResult } from '@lapwing/engine';
import { LapwingError } from '../errors.ts';
import { caseTime } from '../rca/case-time.ts';
import { readCase } from '../rca/read-case.ts';
import { suspectsText } from '../rca/suspects-text.ts';

export interface RcaOptions {
  at: string;
  until?: string;
  symptom?: string;
  json?: boolean;
}

/** `lapwing rca FOLDER --at TIME`: a folder of files in, ranked suspects out, no server needed. */
export async function rca(folder: string, options: RcaOptions, print: (text: string) => void): Promise<void> {
  const atMs = timeOption('--at', options.at);
  const untilMs = options.until === undefined ? Infinity : timeOption('--until', options.until);
  if (untilMs <= atMs) {
    throw optionError('--until', 'it is not after --at', 'Give the end of the trouble, or leave it out.');
  }
  const found = await readCase(folder);
  const result = suspectsOf(found, {
    atMs,
    untilMs,
    ...(options.symptom === undefined ? {} : { symptom: options.symptom }),
  });
  if (options.symptom !== undefined && !result.suspects.some(({ service }) => service === options.symptom)) {
    const some = result.suspects.slice(0, 8).map(({ service }) => service);
    throw optionError(
      '--symptom',
      `no service "${options.symptom}" is in ${folder}`,
      `There are ${some.join(', ')}, …`,
    );
  }
  print(options.json === true ? JSON.stringify(answer(result), null, 2) : suspectsText(result, found.notes));
}

function answer(result: RcaResult): object {
  return {
    at: new Date(result.atMs).toISOString(),
    confidence: result.confidence,
    suspects: result.suspects.map((suspect, index) => ({
      rank: index + 1,
      service: suspect.service,
      kind: suspect.kind,
      signal: suspect.signal,
      score: suspect.score,
      evidence: suspect.words,
      path: suspect.path,
    })),
  };
}

function timeOption(option: string, text: string): number {
  const time = caseTime(text);
  if (time !== undefined) return time;
  throw optionError(
    option,
    `"${text}" is no time`,
    'Write ISO 8601 (2026-11-01T08:30:00Z) or an epoch in s, ms, µs or ns.',
  );
}

function optionError(option: string, message: string, hint: string): LapwingError {
  return new LapwingError('BAD_REQUEST', { message: `${option}: ${message}`, where: option, hint });
}
