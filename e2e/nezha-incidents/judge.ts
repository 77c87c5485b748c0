import type { IncidentDocument } from '@lapwing/contract';
import type { Fault } from '../nezha/faults.ts';

/**
 * An incident is a fault's when an anomaly of it begins this soon after it. The day's list tells when a fault was in place: the
 * service was changed and started anew up to two minutes before, and that is trouble too.
 */
const EARLY_MS = 2 * 60_000;
const SOON_MS = 5 * 60_000;
/** What begins within this of a fault may be its echo: it counts neither for nor against. */
const ECHO_MS = 10 * 60_000;

export interface AnomalyTime {
  start: string;
  /** Undefined while it goes on. */
  end: string | undefined;
}

export interface FaultVerdict {
  fault: Fault;
  /** Incidents that it began or went on in and that name its service among their suspects; the best place first. */
  rank: number | undefined;
  incident: IncidentDocument | undefined;
  /**
   * Where nothing new began: its service's place in an incident of which an anomaly was going on already. Who looks at it is told of
   * the service, and not that it is another fault.
   */
  ongoing: number | undefined;
  /** All that began, or went on with another anomaly, soon after it. */
  began: number;
}

export function judgeIncidents(
  faults: readonly Fault[],
  incidents: readonly IncidentDocument[],
  /** When the anomalies began and ended, by id. */
  times: ReadonlyMap<string, AnomalyTime>,
): { verdicts: FaultVerdict[]; elsewhere: IncidentDocument[] } {
  const verdicts = faults.map((fault): FaultVerdict => {
    const soon = incidents.filter(({ start, anomaly_ids: ids }) =>
      [start, ...ids.flatMap((id) => times.get(id)?.start ?? [])].some((time) =>
        within(time, fault.at - EARLY_MS, fault.at + SOON_MS),
      ),
    );
    const [best] = ranked(fault, soon);
    const going = incidents.filter(({ anomaly_ids: ids }) =>
      ids.some((id) => isGoingOn(times.get(id), fault.at)),
    );
    const ongoing = best === undefined ? ranked(fault, going).at(0)?.rank : undefined;
    return { fault, rank: best?.rank, incident: best?.incident, ongoing, began: soon.length };
  });
  const elsewhere = incidents.filter(
    ({ start }) => !faults.some(({ at }) => within(start, at - EARLY_MS, at + ECHO_MS)),
  );
  return { verdicts, elsewhere };
}

/** Incidents that name the fault's service, the best place first. */
function ranked(
  { service }: Fault,
  incidents: readonly IncidentDocument[],
): { incident: IncidentDocument; rank: number }[] {
  return incidents
    .map((incident) => ({ incident, rank: incident.suspects.indexOf(service) + 1 }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => a.rank - b.rank);
}

function isGoingOn(time: AnomalyTime | undefined, at: number): boolean {
  if (time === undefined) return false;
  return Date.parse(time.start) <= at && (time.end === undefined || Date.parse(time.end) > at);
}

function within(time: string, from: number, to: number): boolean {
  const at = Date.parse(time);
  return at >= from && at <= to;
}

/** One line a fault. */
export function verdictTable(verdicts: readonly FaultVerdict[]): string {
  return verdicts
    .map(({ fault, rank, incident, ongoing, began }) =>
      [
        new Date(fault.at).toISOString().slice(11, 16),
        fault.type.padEnd(14),
        fault.service.padEnd(28),
        rank === undefined
          ? `- (${began} began${ongoing === undefined ? '' : `; suspect ${ongoing} of one that goes on`})`
          : `suspect ${rank} of ${incident?.title}`,
      ].join('  '),
    )
    .join('\n');
}
