import type { IngestBody, Labels, RegisteredApi } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { StoredReading } from '../../stores/reading-store.ts';

/** Clocks of programs and of this machine differ a little; by more than this, a time is a mistake. */
const FUTURE_TOLERANCE_MS = 60_000;

export interface AcceptRules {
  now: number;
  /** Readings before this (epoch ms) would be removed by age at once. */
  oldest: number;
  api: (id: string) => RegisteredApi | undefined;
}

interface Named {
  metric: string;
  labels: Labels;
  api_id?: string | undefined;
}

/**
 * A body's readings as they are stored; those of one signal share their labels object. Throws LapwingError BAD_TIME
 * for the future and the too distant past, NOT_FOUND for an `api_id` nobody registered, BAD_REQUEST for labels that
 * contradict the metric.
 */
export function acceptedReadings(body: IngestBody, rules: AcceptRules): StoredReading[] {
  const labels = new SharedLabels(rules.api);
  const readings: StoredReading[] = [];
  const add = (of: Labels, time: number, value: number | null, where: string): void => {
    checkTime(time, where, rules);
    readings.push({ labels: of, time, value: value ?? NaN });
  };
  if ('series' in body) {
    for (const [i, series] of body.series.entries()) {
      const of = labels.of(series, `body.series[${i}]`);
      for (const [j, [time, value]] of series.points.entries()) {
        add(of, time, value, `body.series[${i}].points[${j}][0]`);
      }
    }
  } else if ('readings' in body) {
    for (const [i, reading] of body.readings.entries()) {
      const where = `body.readings[${i}]`;
      add(labels.of(reading, where), reading.timestamp, reading.value, `${where}.timestamp`);
    }
  } else {
    add(labels.of(body, 'body'), body.timestamp, body.value, 'body.timestamp');
  }
  return readings;
}

class SharedLabels {
  readonly #api: AcceptRules['api'];
  readonly #known = new Map<string, Labels>();

  constructor(api: AcceptRules['api']) {
    this.#api = api;
  }

  of(named: Named, where: string): Labels {
    const key = JSON.stringify([named.metric, named.api_id, named.labels]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = { ...this.#apiLabels(named.api_id, where), ...named.labels };
    const contradiction = [
      ['metric', named.metric],
      ['api_id', named.api_id],
    ].find(([name = '', value]) => value !== undefined && name in made && made[name] !== value);
    if (contradiction !== undefined) {
      const [name = ''] = contradiction;
      throw new LapwingError('BAD_REQUEST', {
        message: `the label "${name}" is "${made[name]}", the reading's ${name} is "${contradiction[1]}"`,
        where: `${where}.labels.${name}`,
        hint: `Leave the label out: ${name} becomes one by itself.`,
      });
    }
    made['metric'] = named.metric;
    this.#known.set(key, made);
    return made;
  }

  #apiLabels(id: string | undefined, where: string): Labels {
    if (id === undefined) return {};
    const api = this.#api(id);
    if (api === undefined) {
      throw new LapwingError('NOT_FOUND', {
        message: `no API is registered as "${id}"`,
        where: `${where}.api_id`,
        hint: 'Register it first: POST /api/v1/apis/register.',
      });
    }
    return { ...(api.service === undefined ? {} : { service: api.service }), ...api.labels, api_id: id };
  }
}

function checkTime(time: number, where: string, { now, oldest }: AcceptRules): void {
  if (time > now + FUTURE_TOLERANCE_MS) {
    throw new LapwingError('BAD_TIME', {
      message: `${iso(time)} lies in the future: here it is ${iso(now)}`,
      where,
      hint: "Check the sender's clock and that epoch times are milliseconds, not micro- or nanoseconds.",
    });
  }
  if (time < oldest) {
    throw new LapwingError('BAD_TIME', {
      message: `${iso(time)} is older than readings are kept here (since ${iso(oldest)})`,
      where,
      hint: 'Check that epoch times are milliseconds, not seconds; or keep readings longer (ingest.keep in lapwing.yaml).',
    });
  }
}

/** Beyond what a Date can hold, the number itself. */
function iso(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString();
}
