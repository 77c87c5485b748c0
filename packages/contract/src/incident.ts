import { z } from 'zod';
import { Anomaly } from './anomaly.ts';
import { Severity, SignalKind } from './words.ts';

/** `merged`: another incident took it in; `merged_into` names it. */
export const IncidentStatus = z.enum(['open', 'acknowledged', 'resolved', 'merged']);
export type IncidentStatus = z.infer<typeof IncidentStatus>;

/** A service that the incident may have started in, and what in it speaks for that. */
export const Suspect = z.object({
  rank: z.number().int().positive(),
  service: z.string(),
  kind: SignalKind,
  signal: z.string().meta({ description: 'the metric, log template or operation that speaks loudest' }),
  signal_id: z.string().nullable(),
  score: z.number().meta({ description: 'comparable within the incident alone; higher is more suspect' }),
  evidence: z.array(z.string()).meta({ description: 'when it moved, by how much, before whom' }),
  path: z.array(z.string()).meta({ description: 'the way trouble took from here, this service first' }),
});
export type Suspect = z.infer<typeof Suspect>;

/** Whether one suspect stands out, some do, or none. */
export const Confidence = z.enum(['likely', 'possible', 'unknown']);
export type Confidence = z.infer<typeof Confidence>;

/** What happened to an incident, in the time of the readings; `by` is a person. */
export const IncidentEvent = z.object({
  at: z.iso.datetime(),
  what: z.enum(['opened', 'grew', 'merged', 'split', 'acknowledged', 'resolved', 'reopened']),
  detail: z.string(),
  by: z.string().nullable(),
});
export type IncidentEvent = z.infer<typeof IncidentEvent>;

/** The trouble of one service (or host, or signal) within an incident. */
export const IncidentPart = z.object({
  entity: z.string().meta({ description: 'service; where none is known a host, a pod or a signal' }),
  start: z.iso.datetime(),
  end: z.iso.datetime().nullable(),
  score: z.number(),
  anomaly_ids: z.array(z.string()),
});
export type IncidentPart = z.infer<typeof IncidentPart>;

/** One step of the way that trouble took. */
export const IncidentStep = z.object({
  from: z.string(),
  to: z.string(),
  lag_seconds: z.number(),
  evidence: z.number().meta({ description: 'nats: log-odds that the one came of the other' }),
});
export type IncidentStep = z.infer<typeof IncidentStep>;

/** A stretch of an incident in which something was wrong, after which all of it was ordinary for five minutes or more. */
export const IncidentEpisode = z.object({
  start: z.iso.datetime(),
  end: z.iso.datetime().nullable(),
  services: z.array(z.string()).meta({ description: 'in the order in which trouble came to them' }),
  suspect: z.string().nullable().meta({
    description: 'service that stands out by the anomalies of this stretch alone; null when none does',
  }),
});
export type IncidentEpisode = z.infer<typeof IncidentEpisode>;

/** Spans of a service that came when their interval had been scored: they count in no score. */
export const LateSpans = z.object({
  service: z.string(),
  spans: z.number().int().positive(),
  seconds: z.number().meta({ description: 'from the latest end to its coming' }),
});
export type LateSpans = z.infer<typeof LateSpans>;

/** Anomalies of several signals that belong together, as a list shows it. */
export const IncidentSummary = z.object({
  id: z.string(),
  status: IncidentStatus,
  severity: Severity,
  score: z.number().meta({ description: 'of its strangest anomaly, decibans' }),
  title: z.string(),
  started_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  resolved_at: z.iso.datetime().nullable(),
  services: z.array(z.string()).meta({ description: 'in the order in which trouble came to them' }),
  anomalies: z.number().int(),
  suspect: Suspect.nullable().meta({ description: 'the first suspect; null when nothing stands out' }),
});
export type IncidentSummary = z.infer<typeof IncidentSummary>;

export const Incident = IncidentSummary.extend({
  suspects: z.array(Suspect),
  confidence: Confidence,
  parts: z.array(IncidentPart).meta({ description: 'in order of onset' }),
  steps: z.array(IncidentStep).meta({ description: 'the way it spread, likeliest explanation of each part' }),
  episodes: z.array(IncidentEpisode).default([]).meta({
    description: 'earliest first: more than one when it began again',
  }),
  history: z.array(IncidentEvent),
  unseen: z.array(z.string()).meta({
    description: 'sources and detectors that were down meanwhile: what they would have said is missing',
  }),
  late: z.array(LateSpans).default([]).meta({
    description:
      'spans of its time and services that came too late to be scored, most first; none of what the index tells',
  }),
  merged_into: z.string().nullable(),
  split_from: z.string().nullable(),
});
export type Incident = z.infer<typeof Incident>;

/** An incident with its anomalies, in order of start; at most `INCIDENT_ANOMALIES_MOST` of them. */
export const IncidentDetail = Incident.extend({ members: z.array(Anomaly) });
export type IncidentDetail = z.infer<typeof IncidentDetail>;
export const INCIDENT_ANOMALIES_MOST = 500;

/** An earlier incident that looked alike. */
export const SimilarIncident = z.object({
  incident: IncidentSummary,
  similarity: z.number().min(0).max(1).meta({ description: '1: the same services and signals moved' }),
});
export type SimilarIncident = z.infer<typeof SimilarIncident>;
