import type { Anomaly } from '@lapwing/contract';
import type { TemplateStore } from '../stores/template-store.ts';
import type { TraceStore } from '../stores/trace-store.ts';
import { quoted } from '../sources/templates/words-of.ts';

/** Something to look at for an anomaly, in a few words: a line that was logged, a trace. */
export type ExampleOf = (anomaly: Anomaly) => string | undefined;

/** Lines are kept by tens of minutes: the one of an anomaly may have come a little before it began. */
const BEFORE_MS = 600_000;

/** Examples from what is kept of lines and calls. */
export function createExampleOf(stores: {
  templates: Pick<TemplateStore, 'exampleLines'>;
  traces: Pick<TraceStore, 'examples'>;
}): ExampleOf {
  return (anomaly) => {
    const [start, peak] = [Date.parse(anomaly.start), Date.parse(anomaly.peak)];
    const end = anomaly.end === null ? peak : Date.parse(anomaly.end);
    // A peak is the start of its interval.
    const range = { from: start, to: Math.max(end, peak + BEFORE_MS) };
    const { service, template_id: templateId, operation, caller, metric } = anomaly.labels;
    if (anomaly.kind === 'log' && templateId !== undefined) {
      const lines = { from: start - BEFORE_MS, to: range.to };
      const found = stores.templates.exampleLines({ templateId, service, range: lines, limit: 1 }).at(0);
      if (found === undefined) return undefined;
      const trace = found.traceId === undefined ? '' : `, trace ${found.traceId}`;
      return `example: ${quoted(found.line)}${trace}`;
    }
    if (anomaly.kind === 'trace' && service !== undefined) {
      const errorsOnly = metric === 'errors';
      const asked = { service, operation, caller, source: anomaly.source, errorsOnly, range, limit: 1 };
      const found = stores.traces.examples(asked).at(0);
      return found === undefined ? undefined : `trace ${found.traceId}`;
    }
    return undefined;
  };
}
