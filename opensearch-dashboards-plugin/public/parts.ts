import { app } from './app/register.ts';
import { badges } from './badges/register.ts';
import { detect } from './detect/register.ts';
import { embeddable } from './embeddable/register.ts';
import { overlays } from './overlays/register.ts';
import type { Part } from './part.ts';

/** All that the plugin puts into OpenSearch Dashboards. */
export const PARTS: readonly Part[] = [app, badges, overlays, detect, embeddable];
