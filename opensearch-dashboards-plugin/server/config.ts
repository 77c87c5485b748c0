import { type TypeOf, schema } from '@osd/config-schema';

/** Longer than a person waits before looking elsewhere. */
const TIMEOUT = '15s';

/** Settings of `opensearch_dashboards.yml` under `lapwingAnomaly`; none of them reaches the browser. */
export const configSchema = schema.object({
  enabled: schema.boolean({ defaultValue: true }),
  serviceUrl: schema.maybe(schema.uri({ scheme: ['http', 'https'] })),
  apiKey: schema.maybe(schema.string({ minLength: 1 })),
  timeout: schema.duration({ defaultValue: TIMEOUT }),
});
export type Config = TypeOf<typeof configSchema>;
