/** The source of how services behave, which every service has, and the label `metric` of its signals. */
export const BEHAVIOUR_SOURCE = 'behaviour';
export const BEHAVIOUR = 'behaviour';
