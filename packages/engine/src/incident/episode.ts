/** An anomaly as the correlation sees it. Times are epoch ms. */
export interface CorrelatedAnomaly {
  id: string;
  /**
   * What it happened to: the service; where no service is known a host, a pod or, last, the signal itself. Anomalies of
   * one entity belong together.
   */
  entity: string;
  labels: Readonly<Record<string, string>>;
  start: number;
  /** NaN while it is open. */
  end: number;
  /** Decibans. */
  score: number;
  intervalMs: number;
  /** Whether it would alert on its own. */
  alerts: boolean;
  /** Alone it proves little while it is short: a metric strays for a minute. Absent: it does not. */
  needsTime?: boolean;
  /** Whether the signal counts what others send: such a signal is moved by its callers, too. */
  traffic: boolean;
}

/** The trouble of one entity over one stretch of time: its anomalies, earliest first. */
export interface Episode {
  /** Id of its earliest anomaly. */
  id: string;
  entity: string;
  anomalies: CorrelatedAnomaly[];
  start: number;
  /** When the last anomaly of it ended; Infinity while one is open. */
  end: number;
  /** Decibans, of its strangest anomaly. */
  score: number;
  intervalMs: number;
  /** Some anomaly of it is one of traffic. */
  traffic: boolean;
  /** Values of labels that say where it runs or what it belongs to, as `name=value`. */
  places: Set<string>;
}

/** Labels that say what is measured, not where: they tie nothing together. */
const NOT_A_PLACE = new Set([
  'service',
  'metric',
  'measure',
  'operation',
  'quantile',
  'le',
  'job',
  '__name__',
]);

/**
 * Groups anomalies by entity and time: one that begins within `quietMs` of the end of the entity's episode, and before
 * it, belongs to it. `anomalies` in order of start, then id.
 */
export function episodesOf(anomalies: readonly CorrelatedAnomaly[], quietMs: number): Episode[] {
  const last = new Map<string, Episode>();
  const episodes: Episode[] = [];
  for (const anomaly of anomalies) {
    const known = last.get(anomaly.entity);
    if (known !== undefined && anomaly.start <= known.end + quietMs) extend(known, anomaly);
    else {
      const begun = begin(anomaly);
      last.set(anomaly.entity, begun);
      episodes.push(begun);
    }
  }
  return episodes;
}

function begin(anomaly: CorrelatedAnomaly): Episode {
  return {
    id: anomaly.id,
    entity: anomaly.entity,
    anomalies: [anomaly],
    start: anomaly.start,
    end: endOf(anomaly),
    score: anomaly.score,
    intervalMs: anomaly.intervalMs,
    traffic: anomaly.traffic,
    places: new Set(placesOf(anomaly)),
  };
}

function extend(episode: Episode, anomaly: CorrelatedAnomaly): void {
  episode.anomalies.push(anomaly);
  episode.end = Math.max(episode.end, endOf(anomaly));
  episode.score = Math.max(episode.score, anomaly.score);
  episode.intervalMs = Math.max(episode.intervalMs, anomaly.intervalMs);
  episode.traffic ||= anomaly.traffic;
  for (const place of placesOf(anomaly)) episode.places.add(place);
}

function endOf(anomaly: CorrelatedAnomaly): number {
  return Number.isNaN(anomaly.end) ? Infinity : anomaly.end;
}

/** What tells an entity's signals apart. */
export function signalOf({ labels }: CorrelatedAnomaly): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function placesOf({ labels }: CorrelatedAnomaly): string[] {
  return Object.entries(labels)
    .filter(([name]) => !NOT_A_PLACE.has(name))
    .map(([name, value]) => `${name}=${value}`);
}
