import type { DataFrame, Field } from '@grafana/data';
import { IncidentStatus, Severity } from '@lapwing/contract';
import { isOngoing, worstFirst } from '@lapwing/visuals';

/** An incident that a panel can show. */
export interface IncidentChoice {
  id: string;
  title: string;
  status: IncidentStatus;
  severity: Severity;
  score: number;
  start: number;
  /** Its first suspect, services and number of anomalies, in words: what is known without asking for it. */
  summary: string;
}

/**
 * The incidents in the frames of our data source's query: those that go on first, the worst of them first; then the
 * others, newest first. Undefined when no frame holds incidents.
 */
export function incidentChoices(frames: readonly DataFrame[]): IncidentChoice[] | undefined {
  const ours = frames.filter((frame) => column(frame, 'incident_id'));
  if (ours.length === 0) return undefined;
  return ours.flatMap(choicesOf).sort(compare);
}

function choicesOf(frame: DataFrame): IncidentChoice[] {
  const cell = (name: string, row: number): unknown => column(frame, name)?.values[row];
  return Array.from({ length: frame.length }, (_, row) => row).flatMap((row): IncidentChoice[] => {
    const status = IncidentStatus.safeParse(cell('status', row));
    const severity = Severity.safeParse(cell('severity', row));
    const id = cell('incident_id', row);
    if (!status.success || !severity.success || typeof id !== 'string') return [];
    return [
      {
        id,
        title: String(cell('title', row) ?? id),
        status: status.data,
        severity: severity.data,
        score: Number(cell('score', row) ?? 0),
        start: Number(cell('started_at', row) ?? 0),
        summary: summaryOf(cell('suspect', row), cell('services', row), cell('anomalies', row)),
      },
    ];
  });
}

function summaryOf(suspect: unknown, services: unknown, anomalies: unknown): string {
  return [
    typeof suspect === 'string' ? `First suspect: ${suspect}.` : 'No service stands out.',
    ...(typeof services === 'string' && services !== '' ? [`Trouble in ${services}.`] : []),
    ...(typeof anomalies === 'number' ? [anomalies === 1 ? '1 anomaly.' : `${anomalies} anomalies.`] : []),
  ].join(' ');
}

function compare(a: IncidentChoice, b: IncidentChoice): number {
  const [goesOn, other] = [isOngoing(a.status), isOngoing(b.status)];
  if (goesOn !== other) return goesOn ? -1 : 1;
  const worse = goesOn ? worstFirst(a.severity, b.severity) || b.score - a.score : 0;
  return worse || b.start - a.start || (a.id < b.id ? -1 : 1);
}

function column(frame: DataFrame, name: string): Field | undefined {
  return frame.fields.find((field) => field.name === name);
}
