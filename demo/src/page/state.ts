import type { Incident, Severity } from '@lapwing/contract';
import type { BreakKind } from '../shop/breaks.ts';

/** `GET /shop/state`: what the page's controls show. Times are epoch ms. */
export interface DemoState {
  now: number;
  intervalSeconds: number;
  /** `history`: the past is being sent; `live`: one reading an interval; `ended`: a replay has nothing more to send. */
  phase: 'history' | 'live' | 'ended';
  history: { sent: number; total: number };
  /** Every detector has scored the intervals before this; null before the first. */
  scoredUntil: number | null;
  signals: number;
  /** What Lapwing made of it, the newest first. */
  incidents: Incident[];
  shop: ShopView | null;
  replay: ReplayView | null;
}

export interface ShopView {
  services: ServiceView[];
  breaks: BreakView[];
}

export interface ServiceView {
  name: string;
  requestsPerSecond: number;
  errorsPerMinute: number;
  p95Ms: number;
  cpuPercent: number;
  memoryMb: number;
}

export interface FindingView {
  delaySeconds: number;
  signalId: string;
  service: string;
  metric: string;
  severity: Severity;
  reason: string;
}

export interface BreakView {
  kind: BreakKind;
  title: string;
  what: string;
  service: string;
  /** The newest time that it was started; null when it never was. */
  last: {
    start: number;
    end: number | null;
    first: FindingView | null;
    atCause: FindingView | null;
    services: string[];
  } | null;
}

export interface ReplayView {
  folder: string;
  files: number;
  signals: number;
  readings: number;
  from: number;
  to: number;
  /** By how much times were moved so that the last reading is now; 0 with --no-shift; null: each file by its own. */
  shiftedMs: number | null;
}
