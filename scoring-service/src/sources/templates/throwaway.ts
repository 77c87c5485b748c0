import { openSqlite } from '../../stores/sqlite/open.ts';
import { TELEMETRY_MIGRATIONS } from '../../stores/sqlite/telemetry-schema.ts';
import { createSqliteTemplateStore } from '../../stores/sqlite/template-store.ts';
import type { TemplateStore } from '../../stores/template-store.ts';

/** A store in memory, for a look: what is not kept need not be written. */
export function throwawayTemplates(): TemplateStore {
  const db = openSqlite({ file: ':memory:', durability: 'process', migrations: TELEMETRY_MIGRATIONS });
  return createSqliteTemplateStore(db);
}
