import type { AppRootProps } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { EmptyState, LinkButton } from '@grafana/ui';
import React from 'react';
import { APP_ID } from '../ids.ts';
import { lazyComponent } from '../lazy-component.tsx';
import type { AppSettings } from './config/settings.ts';
import { OverviewPage } from './overview/OverviewPage.tsx';
import { routeOf } from './routes.ts';
import { SignalPage } from './signal/SignalPage.tsx';
import { usePageLocation } from './use-location.ts';

const IncidentsPage = lazyComponent(() => import('./incidents/IncidentsPage.tsx'));
const OverlaysPage = lazyComponent(() => import('../detect/overlays/OverlaysPage.tsx'));
const IncidentPage = lazyComponent(() => import('./incidents/IncidentPage.tsx'));

/** The app's root: picks the page. */
export default function App({ meta }: AppRootProps<AppSettings>): React.JSX.Element {
  const { pathname, search } = usePageLocation();
  if (!meta.jsonData?.serviceUrl) return <NotConfigured />;
  const route = routeOf(pathname, search);
  switch (route.page) {
    case 'signal':
      return <SignalPage id={route.id} raw={route.span} />;
    case 'incidents':
      return <IncidentsPage />;
    case 'incident':
      return <IncidentPage key={route.id} id={route.id} />;
    case 'overlays':
      return <OverlaysPage />;
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
