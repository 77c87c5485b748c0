import { durationSeconds } from '@lapwing/contract';
import type { SourceSection } from '../config/schema.ts';
import { toServerSettings } from '../config/server-settings.ts';
import { createCsvSource } from './csv/csv-source.ts';
import { createOpenSearchSource } from './opensearch/source.ts';
import { createPrometheusSource } from './prometheus/source.ts';
import type { TemplateStore } from '../stores/template-store.ts';
import type { TraceStore } from '../stores/trace-store.ts';
import { createJaegerSource } from './jaeger/source.ts';
import type { Source } from './source.ts';
import { throwawayTemplates } from './templates/throwaway.ts';
import { throwawayTraces } from './traces/throwaway.ts';

/** The source that a section of the configuration describes. */
export function createSource(
  name: string,
  section: SourceSection,
  traces: TraceStore = throwawayTraces(),
  templates: TemplateStore = throwawayTemplates(),
): Source {
  switch (section.type) {
    case 'opensearch': {
      const { time, message, level, service } = section.fields ?? {};
      return createOpenSearchSource({
        name,
        ...toServerSettings(section),
        fields: {
          ...(time !== undefined && { time }),
          ...(message !== undefined && { message }),
          ...(level !== undefined && { level }),
          ...(service !== undefined && { service }),
        },
        ...(section.page_size !== undefined && { pageSize: section.page_size }),
        traces,
        templates,
        lines: { perMinute: section.lines?.per_minute, perSecond: section.lines?.per_second },
        spans: { index: section.spans?.index, perMinute: section.spans?.per_minute },
      });
    }
    case 'prometheus':
      return createPrometheusSource({
        name,
        ...toServerSettings(section),
        ...(section.samples_per_answer !== undefined && { samplesPerAnswer: section.samples_per_answer }),
      });
    case 'jaeger':
      return createJaegerSource(
        {
          name,
          ...toServerSettings(section),
          ...(section.traces_per_answer !== undefined && { tracesPerAnswer: section.traces_per_answer }),
          ...(section.longest_span !== undefined && {
            longestSpanMs: durationSeconds(section.longest_span) * 1000,
          }),
        },
        traces,
      );
    case 'csv':
      return createCsvSource(name, { path: section.path, labels: section.labels });
  }
}
