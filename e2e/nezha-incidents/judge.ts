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

export interface FaultVerdict {
  fault: Fault;
  /** Incidents that it began or went on in and that name its service among their suspects; the best place first. */
  rank: number | undefined;
  incident: IncidentDocument | undefined;
  /** All that began, or went on with another anomaly, soon after it. */
  began: number;
}

export function judgeIncidents(
  faults: readonly Fault[],
  incidents: readonly IncidentDocument[],
  /** Starts of the anomalies, by id. */
  starts: ReadonlyMap<string, string>,
): { verdicts: FaultVerdict[]; elsewhere: IncidentDocument[] } {
  const verdicts = faults.map((fault): FaultVerdict => {
    const soon = incidents.filter(({ start, anomaly_ids: ids }) =>
      [start, ...ids.flatMap((id) => starts.get(id) ?? [])].some((time) =>
        within(time, fault.at - EARLY_MS, fault.at + SOON_MS),
      ),
    );
    const ranked = soon
      .map((incident) => ({ incident, rank: incident.suspects.indexOf(fault.service) + 1 }))
      .filter(({ rank }) => rank > 0)
      .sort((a, b) => a.rank - b.rank);
    return { fault, rank: ranked[0]?.rank, incident: ranked[0]?.incident, began: soon.length };
  });
  const elsewhere = incidents.filter(
    ({ start }) => !faults.some(({ at }) => within(start, at - EARLY_MS, at + ECHO_MS)),
  );
  return { verdicts, elsewhere };
}

function within(time: string, from: number, to: number): boolean {
  const at = Date.parse(time);
  return at >= from && at <= to;
}

/** One line a fault. */
export function verdictTable(verdicts: readonly FaultVerdict[]): string {
  return verdicts
    .map(({ fault, rank, incident, began }) =>
      [
        new Date(fault.at).toISOString().slice(11, 16),
        fault.type.padEnd(14),
        fault.service.padEnd(28),
        rank === undefined ? `- (${began} began)` : `suspect ${rank} of ${incident?.title}`,
      ].join('  '),
    )
    .join('\n');
}
