// The built plugin without Grafana: the real @grafana packages round the real module.js files.
import { locationService } from '@grafana/runtime';
import { ErrorBoundaryAlert } from '@grafana/ui';
import React, { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { Navigate, Route, Router, Routes } from 'react-router-dom';
import { APP_ID, APP_ROOT } from '../src/ids.ts';
import { startHost } from './host/start.ts';
import { AppPage, AppSettingsPage } from './pages/AppPages.tsx';
import { DashboardPage } from './pages/DashboardPage.tsx';
import { DataSourcePage } from './pages/DataSourcePage.tsx';
import { ExplorePage } from './pages/ExplorePage.tsx';
import { OverlayPage } from './pages/OverlayPage.tsx';
import { StoredDashboardPage } from './pages/StoredDashboardPage.tsx';
import { type PreviewSettings, readSettings } from './settings.ts';
import { Shell } from './shell/Shell.tsx';
import { ThemeProvider } from './shell/theme.tsx';

const history = locationService.getHistory();
const subscribe = (changed: () => void): (() => void) => history.listen(changed);
const here = (): typeof history.location => history.location;

function Page({ settings }: { settings: PreviewSettings }): React.JSX.Element {
  const location = useSyncExternalStore(subscribe, here);
  return (
    <ThemeProvider>
      <Router location={location} navigator={history}>
        <Shell settings={settings}>
          <ErrorBoundaryAlert dependencies={[location.pathname]}>
            <Routes>
              <Route path={`${APP_ROOT}/*`} element={<AppPage />} />
              <Route path="/dashboard" element={<DashboardPage />} />
              <Route path="/overlay" element={<OverlayPage />} />
              <Route path="/d/:uid" element={<StoredDashboardPage />} />
              <Route path="/explore" element={<ExplorePage />} />
              <Route path={`/plugins/${APP_ID}`} element={<AppSettingsPage />} />
              <Route path="/datasource" element={<DataSourcePage />} />
              <Route path="*" element={<Navigate to={settings.initialPath} replace />} />
            </Routes>
          </ErrorBoundaryAlert>
        </Shell>
      </Router>
    </ThemeProvider>
  );
}

async function start(): Promise<void> {
  const settings = await readSettings();
  document.title = settings.title;
  document.documentElement.dataset['react'] = React.version;
  await startHost(settings);
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<Page settings={settings} />);
}

await start();
