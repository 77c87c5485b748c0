import { type TypeOf, schema } from '@osd/config-schema';

/** Longer than a person waits before looking elsewhere. */
const TIMEOUT = '15s';
/** Whoever administers OpenSearch, and a role that stands for nothing else. */
const WRITE_ROLES = ['all_access', 'lapwing_editor'];
export const EVERYBODY = '*';

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

/** Why a text is no address of a service; undefined when it is one. Does not repeat it: it may hold a password. */
export function whyNotAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return 'must be an address such as http://lapwing.example:8787';
  const { protocol, username, password, search, hash } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return 'must begin with http:// or https://';
  if (username !== '' || password !== '') return 'must hold no user and password: set lapwingAnomaly.apiKey';
  return search === '' && hash === '' ? undefined : 'must end before any ? or #';
}
