import { EngineError } from '../errors.ts';
import { Beginnings, type Beginning } from './beginnings.ts';
import { ChangedMap } from './changed-map.ts';
import { CoMovement, type Tally } from './co-movement.ts';
import type { CorrelatedAnomaly } from './episode.ts';
import type { Incident, IncidentPart } from './incident.ts';
import { RootRate, type RootRateState } from './root-rate.ts';

const VERSION = 2;
/** The piece that says which version wrote them all, and what is one of its kind. */
const HEAD = 'book';

/**
 * A piece of what the book knows, under a key that says what it is. Kept in the order in which their keys were first put, they make
 * the book again; one without a body is gone, and its place with it.
 */
export type BookPiece = readonly [key: string, body: string | undefined];

export interface BookState {
  active: ChangedMap<CorrelatedAnomaly>;
  incidents: Map<string, Incident>;
  history: CoMovement;
  rate: RootRate;
  beginnings: Beginnings;
  time: number;
}

/** Writes down what changed since it was asked last. JSON, with `null` for NaN and Infinity, and sets as arrays. */
export class BookWriter {
  /** Incidents change in many places: what was written of each is compared with what there is to write. */
  readonly #written: Map<string, string>;

  /** `saved`: what the book was made of. */
  constructor(saved: Iterable<readonly [string, string]>) {
    this.#written = new Map([...saved].filter(([key]) => key.startsWith('incident ')));
  }

  changes({ active, incidents, history, rate, beginnings, time }: BookState): BookPiece[] {
    return [
      ...changed('anomaly', active),
      ...changed('beginning', beginnings.known),
      ...changed('alone', history.alone),
      ...changed('pair', history.pairs),
      ...this.#incidents(incidents),
      [
        HEAD,
        JSON.stringify({
          version: VERSION,
          rate: rate.state(),
          time: Number.isFinite(time) ? time : null,
        } satisfies SavedHead),
      ],
    ];
  }

  #incidents(incidents: ReadonlyMap<string, Incident>): BookPiece[] {
    const pieces: BookPiece[] = [];
    for (const key of this.#written.keys()) {
      if (incidents.has(key.slice('incident '.length))) continue;
      this.#written.delete(key);
      pieces.push([key, undefined]);
    }
    for (const [id, incident] of incidents) {
      const key = `incident ${id}`;
      const body = JSON.stringify(savedIncident(incident));
      if (this.#written.get(key) === body) continue;
      this.#written.set(key, body);
      pieces.push([key, body]);
    }
    return pieces;
  }
}

/** Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
export function readBook(pieces: Iterable<readonly [string, string]>): BookState {
  const kinds = Map.groupBy(
    [...pieces].map(([key, body]) => {
      const kind = key.split(' ', 1)[0];
      return { kind, name: key.slice(kind.length + 1), body };
    }),
    ({ kind }) => kind,
  );
  const bodies = <Saved>(kind: string): [string, Saved][] =>
    (kinds.get(kind) ?? []).map(({ name, body }) => [name, parse(body) as Saved]);
  const head = kinds.size === 0 ? undefined : (bodies<SavedHead>(HEAD).at(0)?.[1] ?? { version: 0 });
  if (head !== undefined && head.version !== VERSION) {
    throw new EngineError(
      'UNSUPPORTED_VERSION',
      `incidents: saved as version ${head.version}, this program reads version ${VERSION}`,
    );
  }
  const [count, span, at, lateCount, lateSpan] = head?.rate ?? [0, 0, null];
  const anomalies = bodies<SavedAnomaly>('anomaly');
  return {
    active: ChangedMap.of(anomalies.map(([id, saved]) => [id, { ...saved, end: saved.end ?? NaN }] as const)),
    incidents: new Map(bodies<SavedIncident>('incident').map(([id, saved]) => [id, incidentOf(saved)])),
    history: new CoMovement(bodies<Tally>('pair'), bodies<Tally>('alone')),
    rate: new RootRate(count, span, at ?? NaN, lateCount, lateSpan),
    beginnings: new Beginnings(bodies<Beginning>('beginning')),
    time: head?.time ?? -Infinity,
  };
}

interface SavedHead {
  version: number;
  rate?: RootRateState;
  time?: number | null;
}
type SavedAnomaly = Omit<CorrelatedAnomaly, 'end'> & { end: number | null };
type SavedPart = Omit<IncidentPart, 'end'> & { end: number | null };
type SavedIncident = Omit<Incident, 'anomalies' | 'parts' | 'spread' | 'resolvedAt'> & {
  /** Those that are in no part any more. */
  anomalies: string[];
  parts: SavedPart[];
  /** Parts by their place. */
  spread: { from: number; to: number; evidence: number }[];
  resolvedAt: number | null;
};

function changed(kind: string, map: ChangedMap<object>): BookPiece[] {
  return map
    .takeChanges()
    .map(([key, value]) => [`${kind} ${key}`, value === undefined ? undefined : JSON.stringify(value)]);
}

function savedIncident(incident: Incident): SavedIncident {
  const inParts = new Set(incident.parts.flatMap(({ anomalies }) => anomalies));
  const places = new Map(incident.parts.map((part, i) => [part, i]));
  return {
    ...incident,
    anomalies: [...incident.anomalies].filter((id) => !inParts.has(id)),
    spread: incident.spread.map(({ from, to, evidence }) => ({
      from: places.get(from) ?? 0,
      to: places.get(to) ?? 0,
      evidence,
    })),
  };
}

function incidentOf(saved: SavedIncident): Incident {
  const parts = saved.parts.map((part): IncidentPart => ({ ...part, end: part.end ?? Infinity }));
  return {
    ...saved,
    anomalies: new Set([...saved.anomalies, ...parts.flatMap(({ anomalies }) => anomalies)]),
    parts,
    spread: saved.spread.map(({ from, to, evidence }) => ({ from: parts[from], to: parts[to], evidence })),
    resolvedAt: saved.resolvedAt ?? NaN,
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new EngineError('BAD_STATE', 'incidents: their saved state cannot be read', { cause });
  }
}
