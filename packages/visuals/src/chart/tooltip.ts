import type { Severity } from '@lapwing/contract';
import { severityFrom, severityName } from '../severity.ts';
import { formatDuration } from '../text/durations.ts';
import { NOTHING, formatNumber, formatRange, formatScore } from '../text/numbers.ts';
import type { ChartColumns } from './columns.ts';
import { type Region, regionAt } from './regions.ts';

/** What the tooltip says of one row: plain text throughout. */
export interface TooltipText {
  /** Undefined on an ordinary row. */
  severity: Severity | undefined;
  /** `High anomaly, for 20 min so far`; empty on an ordinary row. */
  headline: string;
  /** Why, in a sentence; empty when nobody said. */
  reason: string;
  rows: { label: string; value: string }[];
}

type Format = (value: number | null | undefined) => string;

/**
 * The tooltip of row `row`. `format` writes readings (a panel brings its unit); the anomaly that the row lies in
 * says why, even where the row itself is ordinary again.
 */
export function tooltipText(
  columns: ChartColumns,
  regions: readonly Region[],
  row: number,
  format: Format = formatNumber,
): TooltipText {
  const time = columns.time[row] ?? Number.NaN;
  const score = columns.score?.[row];
  const region = regionAt(regions, time);
  const severity = region?.severity ?? severityFrom(score ?? 0, 'LOW');
  const spread =
    columns.lower && columns.upper ? formatSpread(columns.lower[row], columns.upper[row], format) : NOTHING;
  const rows = [
    { label: 'Value', value: format(columns.value[row]) },
    { label: 'Expected', value: columns.expected ? format(columns.expected[row]) : NOTHING },
    { label: 'Expected range', value: spread },
    { label: 'Score', value: formatScore(score) },
  ];
  return {
    severity,
    headline: headline(severity, region),
    reason: region?.reason ?? '',
    rows: rows.filter((line, i) => i === 0 || line.value !== NOTHING),
  };
}

/** The tooltip as one sentence, to be read out: `10:20: High anomaly, 20 min. Value 48, expected 3.` */
export function spokenTooltip({ headline, reason, rows }: TooltipText, time: string): string {
  const numbers = rows.map(({ label, value }) => `${label} ${value}`).join(', ');
  return `${time}: ${[headline, reason.replace(/\.$/, ''), numbers].filter(Boolean).join('. ')}.`;
}

function formatSpread(
  lower: number | null | undefined,
  upper: number | null | undefined,
  format: Format,
): string {
  if (format === formatNumber) return formatRange(lower, upper);
  const low = format(lower);
  const high = format(upper);
  return low === NOTHING && high === NOTHING ? NOTHING : `${low} to ${high}`;
}

function headline(severity: Severity | undefined, region: Region | undefined): string {
  if (severity === undefined) return '';
  const name = `${severityName(severity)} anomaly`;
  if (region === undefined || region.to <= region.from) return name;
  const length = formatDuration(region.to - region.from);
  return region.end === null ? `${name}, ${length} so far` : `${name}, ${length}`;
}
