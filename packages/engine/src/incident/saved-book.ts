import { EngineError } from '../errors.ts';
import { Beginnings, type Beginning } from './beginnings.ts';
import { CoMovement } from './co-movement.ts';
import type { CorrelatedAnomaly, Episode } from './episode.ts';
import type { Incident } from './incident.ts';
import { RootRate } from './root-rate.ts';

const VERSION = 1;

export interface BookState {
  active: Map<string, CorrelatedAnomaly>;
  incidents: Map<string, Incident>;
  history: CoMovement;
  rate: RootRate;
  beginnings: Beginnings;
  time: number;
}

/** JSON, with `null` for NaN and Infinity, sets as arrays, and episodes once, named by their place. */
export function writeBook({ active, incidents, history, rate, beginnings, time }: BookState): string {
  return JSON.stringify({
    version: VERSION,
    active: [...active.values()],
    incidents: [...incidents.values()].map((incident) => ({
      ...incident,
      anomalies: [...incident.anomalies],
      episodes: incident.episodes.map((episode) => ({ ...episode, places: [...episode.places] })),
      spread: incident.spread.map(({ from, to, evidence }) => ({
        from: incident.episodes.indexOf(from),
        to: incident.episodes.indexOf(to),
        evidence,
      })),
    })),
    history: history.save(),
    rate: rate.state(),
    beginnings: beginnings.state(),
    time: Number.isFinite(time) ? time : null,
  });
}

/** Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
export function readBook(text: string): BookState {
  const saved = parse(text);
  if (saved.version !== VERSION) {
    throw new EngineError(
      'UNSUPPORTED_VERSION',
      `incidents: saved as version ${saved.version}, this program reads version ${VERSION}`,
    );
  }
  const [count, span, at] = saved.rate;
  return {
    active: new Map(saved.active.map((anomaly) => [anomaly.id, anomalyOf(anomaly)])),
    incidents: new Map(saved.incidents.map((incident) => [incident.id, incidentOf(incident)])),
    history: CoMovement.restore(saved.history),
    rate: new RootRate(count, span, at ?? NaN),
    beginnings: new Beginnings(saved.beginnings),
    time: saved.time ?? -Infinity,
  };
}

type SavedAnomaly = Omit<CorrelatedAnomaly, 'end'> & { end: number | null };
type SavedEpisode = Omit<Episode, 'end' | 'places' | 'anomalies'> & {
  end: number | null;
  places: string[];
  anomalies: SavedAnomaly[];
};
type SavedIncident = Omit<Incident, 'anomalies' | 'episodes' | 'spread' | 'resolvedAt'> & {
  anomalies: string[];
  episodes: SavedEpisode[];
  spread: { from: number; to: number; evidence: number }[];
  resolvedAt: number | null;
};
interface SavedBook {
  version: number;
  active: SavedAnomaly[];
  incidents: SavedIncident[];
  history: string;
  rate: [number, number, number | null];
  beginnings: Beginning[];
  time: number | null;
}

function parse(text: string): SavedBook {
  try {
    return JSON.parse(text) as SavedBook;
  } catch (cause) {
    throw new EngineError('BAD_STATE', 'incidents: their saved state cannot be read', { cause });
  }
}

function anomalyOf(saved: SavedAnomaly): CorrelatedAnomaly {
  return { ...saved, end: saved.end ?? NaN };
}

function incidentOf(saved: SavedIncident): Incident {
  const episodes = saved.episodes.map((episode): Episode => ({
    ...episode,
    anomalies: episode.anomalies.map(anomalyOf),
    end: episode.end ?? Infinity,
    places: new Set(episode.places),
  }));
  return {
    ...saved,
    anomalies: new Set(saved.anomalies),
    episodes,
    spread: saved.spread.map(({ from, to, evidence }) => ({
      from: episodes[from],
      to: episodes[to],
      evidence,
    })),
    resolvedAt: saved.resolvedAt ?? NaN,
  };
}
