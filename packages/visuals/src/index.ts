// What the dashboards draw, as values: no framework, no DOM.
export { SEVERITIES, isAtLeast, severityColour, severityFrom, severityName, worstFirst } from './severity.ts';
export { NOTHING, formatNumber, formatRange, formatScore } from './text/numbers.ts';
export { formatAgo, formatDuration } from './text/durations.ts';
export { signalTitle } from './text/signal-title.ts';
export { toldApart, type ToldApart } from './text/shared-parts.ts';
export { whyText } from './text/why-text.ts';
export { hasNumbers, rowAt, type Cells, type ChartColumns } from './chart/columns.ts';
export {
  MOST_REGIONS,
  regionAt,
  regionsOfAnomalies,
  regionsOfScores,
  type Region,
  type TimeSpan,
} from './chart/regions.ts';
export { marksOf, type Mark } from './chart/marks.ts';
export { spokenTooltip, tooltipText, type TooltipText } from './chart/tooltip.ts';
export { anomalousNow, anomalyRow, compareRows, type AnomalyRow } from './lists/anomaly-row.ts';
export { NO_FILTER, filterRows, type RowFilter } from './lists/filter.ts';
export { MOST_RECENT, withAnomaly } from './lists/live.ts';
export {
  backtestView,
  budgetSteps,
  type BacktestAnomalyRow,
  type BacktestChart,
  type BacktestView,
  type BudgetStep,
} from './backtest/backtest-view.ts';
export { incidentTimeline, type Timeline, type TimelineRow } from './incident/timeline.ts';
export {
  lanesOfMarks,
  spanAt,
  swimLanes,
  type Lane,
  type LaneMark,
  type LaneSpan,
} from './incident/lanes.ts';
export {
  incidentGraph,
  type Call,
  type GraphEdge,
  type GraphNode,
  type IncidentGraph,
} from './incident/graph.ts';
export {
  MOST_INCIDENTS,
  filterIncidents,
  incidentRow,
  isOngoing,
  ongoingIncidents,
  statusName,
  statusText,
  withIncident,
  type IncidentFilter,
  type IncidentRow,
} from './incident/incident-row.ts';
export { signalOnsets, type SignalOnset } from './incident/onsets.ts';
export {
  NODE_HEIGHT,
  NODE_WIDTH,
  graphPicture,
  type GraphPicture,
  type PictureEdge,
  type PictureNode,
} from './incident/graph-picture.ts';
export { timeTicks } from './incident/time-ticks.ts';
export {
  callersText,
  confidenceText,
  episodesText,
  lagText,
  onsetText,
  spreadText,
} from './incident/words.ts';
export { axisFormat, share } from './incident/time-axis.ts';
export { LANE_HEIGHT, laneWindow, type LaneWindow } from './incident/lane-window.ts';
export { chartData, type ChartData, type Role } from './chart/chart-data.ts';
export { summaryFigures, type SummaryFigures } from './lists/summary-figures.ts';
export { countText } from './lists/count-text.ts';
export { foundText } from './lists/found-text.ts';
export { spanAround, type RawSpan, type ShownSpan } from './time/span-around.ts';
export { signalRow, type SignalRow } from './lists/signal-row.ts';
export { ALERT_STATUSES, alertRow, alertStatusName, type AlertRow } from './alerts/alert-row.ts';
export { detectorRows, type DetectorRow, type DetectorState } from './detector/detector-row.ts';
export { budgetText } from './detector/budget-text.ts';
export {
  trendsView,
  type HeatMap,
  type TrendBy,
  type TrendLayer,
  type TrendsView,
} from './trends/trends-view.ts';
export { detectorOf, draftOf, emptyDraft, idOf, type DetectorDraft } from './detector/draft.ts';
export {
  CALLS_BY,
  CALL_MEASURES,
  emptyQuery,
  type QueryDraft,
  type QueryType,
} from './detector/query-draft.ts';
export { WEEKDAYS, emptyWindow, type WindowDraft } from './detector/window-draft.ts';
export { fieldErrors, type FieldErrors, type FieldFault } from './detector/field-errors.ts';
export { type LabelRow } from './detector/label-rows.ts';
export { incidentFacts, type IncidentFacts } from './incident/incident-facts.ts';
export { evidenceLine, type EvidenceLine } from './incident/evidence-line.ts';
export { suspectSpan } from './incident/suspect-span.ts';
export { decimated } from './chart/decimate.ts';
export { laterWords, type LaterNote, type LaterWords } from './later/later-words.ts';
