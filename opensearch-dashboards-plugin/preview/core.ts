import type { AppRegistration, CoreSetup } from '../types/core-public.ts';
import type { DashboardCore } from '../types/dashboards.ts';
import { makeOverlays } from './dashboard/overlays.tsx';
import { makeSavedObjects } from './dashboard/saved-objects.ts';
import { scopedHistory } from './history.ts';
import { makeHttp } from './http.ts';
import type { HostSettings } from './settings.ts';

/** OpenSearch Dashboards' core: one app is open, the one that the address names. */
export function makeCore({ basePath, darkMode, dateFormat, timeZone }: HostSettings): {
  setup: CoreSetup;
  start: DashboardCore;
  open: () => Promise<void>;
  /** What `getStartServices` gives of other plugins. */
  others: Record<string, unknown>;
} {
  const apps = new Map<string, AppRegistration>();
  const http = makeHttp(basePath);
  const values = new Map<string, unknown>([
    ['theme:darkMode', darkMode],
    ['dateFormat', dateFormat],
    ['dateFormat:tz', timeZone],
    ['visualization:enablePluginAugmentation', true],
  ]);
  const uiSettings = { get: (key: string) => values.get(key) };
  const appPath = (id: string, path = ''): string => `${basePath}/app/${id}${path}`;
  const go = (url: string): Promise<void> => Promise.resolve(location.assign(url));
  const others: Record<string, unknown> = {};
  const start: DashboardCore = {
    application: {
      navigateToApp: (id, { path } = {}) => go(appPath(id, path)),
      getUrlForApp: (id, { path } = {}) => appPath(id, path),
      navigateToUrl: go,
    },
    chrome: {
      setBreadcrumbs: showBreadcrumbs,
      docTitle: { change: (title) => (document.title = title) },
    },
    http,
    uiSettings,
    notifications: { toasts: { addSuccess: showToast, addDanger: showToast } },
    savedObjects: makeSavedObjects(sessionStorage),
    overlays: makeOverlays(),
  };
  return {
    setup: {
      application: { register: (app) => void apps.set(app.id, app) },
      http,
      uiSettings,
      getStartServices: () => Promise.resolve([start, others, undefined]),
    },
    start,
    others,
    async open() {
      const id = location.pathname.slice(`${basePath}/app/`.length).split('/')[0] ?? '';
      const app = apps.get(id);
      const element = document.getElementById('app');
      if (app === undefined || element === null) throw new Error(`there is no app ${id}`);
      await app.mount({ element, history: scopedHistory(appPath(id)) });
    },
  };
}

function showBreadcrumbs(crumbs: { text: string }[]): void {
  const place = document.getElementById('breadcrumbs');
  if (place) place.textContent = crumbs.map(({ text }) => text).join(' / ');
}

function showToast(toast: string | { title: string; text?: string }): void {
  const place = document.getElementById('toasts');
  if (place) place.textContent = typeof toast === 'string' ? toast : `${toast.title} ${toast.text ?? ''}`;
}
