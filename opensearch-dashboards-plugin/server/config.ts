import { type TypeOf, schema } from '@osd/config-schema';
import { EVERYBODY } from './access/roles.ts';
import { whyNotAddress } from './service-address.ts';

/** Longer than a person waits before looking elsewhere. */
const TIMEOUT = '15s';
/** Whoever administers OpenSearch, and a role that stands for nothing else. */
const WRITE_ROLES = ['all_access', 'lapwing_editor'];

/** Settings of `opensearch_dashboards.yml` under `lapwingAnomaly`; none of them reaches the browser. */
export const configSchema = schema.object({
  enabled: schema.boolean({ defaultValue: true }),
  mode: schema.oneOf([schema.literal('auto'), schema.literal('service'), schema.literal('index')], {
    defaultValue: 'auto',
  }),
  serviceUrl: schema.maybe(schema.string({ validate: whyNotAddress })),
  apiKey: schema.maybe(schema.string({ minLength: 1 })),
  timeout: schema.duration({ defaultValue: TIMEOUT }),
  certificateAuthorities: schema.arrayOf(schema.string(), { defaultValue: [] }),
  readRoles: schema.arrayOf(schema.string({ minLength: 1 }), { defaultValue: [EVERYBODY] }),
  writeRoles: schema.arrayOf(schema.string({ minLength: 1 }), { defaultValue: WRITE_ROLES }),
});
export type Config = TypeOf<typeof configSchema>;
