import type { AppRootProps } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { EmptyState, LinkButton } from '@grafana/ui';
import React from 'react';
import { APP_ID } from '../ids.ts';
import { lazyComponent } from '../lazy-component.tsx';
import type { AppSettings } from './config/settings.ts';
import { routeOf } from './routes.ts';
import { usePageLocation } from './use-location.ts';

const OverviewPage = lazyComponent(() => import('./overview/OverviewPage.tsx'));
const IncidentsPage = lazyComponent(() => import('./incidents/IncidentsPage.tsx'));
const OverlaysPage = lazyComponent(() => import('../detect/overlays/OverlaysPage.tsx'));
const IncidentPage = lazyComponent(() => import('./incidents/IncidentPage.tsx'));
const SignalsPage = lazyComponent(() => import('./signals/SignalsPage.tsx'));
const SignalPage = lazyComponent(() => import('./signal/SignalPage.tsx'));
const DetectorsPage = lazyComponent(() => import('./detectors/DetectorsPage.tsx'));
const DetectorPage = lazyComponent(() => import('./detectors/DetectorPage.tsx'));
const NewDetectorPage = lazyComponent(() => import('./detectors/NewDetectorPage.tsx'));
const TrendsPage = lazyComponent(() => import('./trends/TrendsPage.tsx'));
const AlertsPage = lazyComponent(() => import('./alerts/AlertsPage.tsx'));
const SettingsPage = lazyComponent(() => import('./settings/SettingsPage.tsx'));

/** The app's root: picks the page. */
export default function App({ meta }: AppRootProps<AppSettings>): React.JSX.Element {
  const { pathname, search } = usePageLocation();
  const route = routeOf(pathname, search);
  if (!meta.jsonData?.serviceUrl && route.page !== 'settings') return <NotConfigured />;
  switch (route.page) {
    case 'signals':
      return <SignalsPage />;
    case 'signal':
      return <SignalPage key={route.id} id={route.id} raw={route.span} />;
    case 'incidents':
      return <IncidentsPage />;
    case 'incident':
      return <IncidentPage key={route.id} id={route.id} />;
    case 'overlays':
      return <OverlaysPage />;
    case 'detectors':
      return <DetectorsPage />;
    case 'detector':
      return <DetectorPage key={route.id} id={route.id} />;
    case 'new-detector':
      return <NewDetectorPage />;
    case 'trends':
      return <TrendsPage />;
    case 'alerts':
      return <AlertsPage />;
    case 'settings':
      return <SettingsPage meta={meta} />;
    case 'overview':
      return <OverviewPage />;
  }
}

function NotConfigured(): React.JSX.Element {
  return (
    <PluginPage>
      <EmptyState
        variant="call-to-action"
        message="Lapwing’s address is missing"
        button={
          <LinkButton href={`/plugins/${APP_ID}`} icon="cog">
            Open the configuration
          </LinkButton>
        }
      >
        Tell Grafana where the scoring service is, and give it a key with the role viewer.
      </EmptyState>
    </PluginPage>
  );
}
