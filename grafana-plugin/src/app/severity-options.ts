import { SEVERITIES, severityName } from '@lapwing/visuals';

/** Severities to choose from, worst first. */
export const SEVERITY_PILLS = [...SEVERITIES]
  .reverse()
  .map((value) => ({ value, text: severityName(value) }));
