import type { AppPluginMeta } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { APP_ID } from '../../ids.ts';
import type { AppSettings } from './settings.ts';

/** What of the app's settings changes; what is left out stays as it is. */
export interface SettingsChange {
  settings: AppSettings;
  /** Empty: the key stays as it is. */
  key?: string;
}

/** Keeps the app's settings in Grafana, and switches the app on. For administrators: Grafana refuses others. */
export async function saveSettings(meta: AppPluginMeta<AppSettings>, change: SettingsChange): Promise<void> {
  const { enabled = false, pinned = false, jsonData } = meta;
  await lastValueFrom(
    getBackendSrv().fetch({
      url: `api/plugins/${APP_ID}/settings`,
      method: 'POST',
      showErrorAlert: false,
      data: {
        enabled: true,
        pinned: enabled ? pinned : true,
        jsonData: { ...jsonData, ...change.settings },
        ...(change.key && { secureJsonData: { apiKey: change.key } }),
      },
    }),
  );
}
