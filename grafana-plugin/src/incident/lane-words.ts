import { type TimeZone, dateTimeFormat } from '@grafana/data';
import { type Lane, type LaneSpan, formatScore, severityName } from '@lapwing/visuals';

/** What a lane shows, for those who don't see it. */
export function laneWords({ severity, spans }: Lane, timeZone: TimeZone): string {
  const many = spans.length === 1 ? '1 anomaly' : `${spans.length} anomalies`;
  return `, ${severityName(severity)}, ${many}, the first from ${dateTimeFormat(spans[0]?.start, { timeZone })}`;
}

/** One anomaly of a lane. */
export function spanWords({ severity, score, start }: LaneSpan, timeZone: TimeZone): string {
  return `${severityName(severity)} anomaly, score ${formatScore(score)}, from ${dateTimeFormat(start, { timeZone })}`;
}
