import type { SourceSection } from '../config/schema.ts';
import { toServerSettings } from '../config/server-settings.ts';
import { createCsvSource } from './csv/csv-source.ts';
import { createOpenSearchSource } from './opensearch/source.ts';
import { createPrometheusSource } from './prometheus/source.ts';
import type { Source } from './source.ts';

/** The source that a section of the configuration describes. */
export function createSource(name: string, section: SourceSection): Source {
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
      });
    }
    case 'prometheus':
      return createPrometheusSource({
        name,
        ...toServerSettings(section),
        ...(section.samples_per_answer !== undefined && { samplesPerAnswer: section.samples_per_answer }),
      });
    case 'csv':
      return createCsvSource(name, { path: section.path, labels: section.labels });
  }
}
