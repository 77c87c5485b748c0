// Spans and lines into how services behave, and how strange that is.
export { eventEvidenceOf } from './event-evidence-of.ts';
export { type Window } from '../suspects/evidence.ts';
export { observe, type Interval, type Observation } from './observation.ts';
export { BehaviourProfile, type BehaviourReading } from './profile.ts';
