import type { Detector } from '@lapwing/contract';
import { createBank, createTracker, type AnomalyRun, type AnomalyTracker, type Bank } from '@lapwing/engine';
import { newVerdictState, type VerdictState } from '../verdict/verdict-state.ts';
import { shippedNet } from '../training/shipped.ts';
import { bankSettings, trackerSettings } from './engine-settings.ts';
import { SlotMap } from './slots.ts';

/** All that a detector knows: what a snapshot saves and a restart goes on from. */
export interface DetectorState {
  bank: Bank;
  tracker: AnomalyTracker;
  slots: SlotMap;
  /** Runs that are open, by slot. */
  open: Map<number, AnomalyRun>;
  verdict: VerdictState;
  /** Every interval before this (epoch ms) went through the bank. */
  watermark: number;
  /** Up to here the intervals were scored once before: anomalies are told when they close, not while they go on. */
  replayUntil: number;
}

export function newState(detector: Detector, watermark: number, replayUntil: number): DetectorState {
  return {
    bank: createBank(
      bankSettings(detector),
      detector.models.lstm === true ? { lstm: shippedNet('lstm') } : {},
    ),
    tracker: createTracker(trackerSettings(detector)),
    slots: new SlotMap(detector.source, detector.kind),
    open: new Map(),
    verdict: newVerdictState(detector),
    watermark,
    replayUntil,
  };
}
