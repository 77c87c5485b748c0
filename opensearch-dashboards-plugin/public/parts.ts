import { app } from './app/register.ts';
import type { Part } from './part.ts';

/** All that the plugin puts into OpenSearch Dashboards. */
export const PARTS: readonly Part[] = [app];
