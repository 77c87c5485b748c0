import type { MessageLevel } from '@lapwing/contract';

/** What is counted, by the label `metric`: lines a minute of a service, and of one template of it. */
export const LINES = 'log_lines';
export const TEMPLATE_LINES = 'template_lines';
/** Share of a service's lines that are errors, 0 to 1. */
export const ERROR_SHARE = 'log_error_share';
/** Templates that a service had never logged before, and those that it logs far less than daily; weighed by level. */
export const NEW_TEMPLATES = 'new_log_templates';
export const RARE_TEMPLATES = 'rare_log_templates';

/** What templates without a signal of their own are counted as. */
export const OTHER_TEMPLATES: { templateId: string; template: string; level: MessageLevel } = {
  templateId: 'other',
  template: 'other',
  level: 'info',
};

/** So long after its last line a template still has a rate, of none: a whole daily round, as for counted logs. */
export const LINES_SILENT_AFTER_MS = 86_400_000;
