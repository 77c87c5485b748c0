import type { AppRootProps } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { EmptyState, LinkButton } from '@grafana/ui';
import React from 'react';
import { APP_ID } from '../ids.ts';
import type { AppSettings } from './config/settings.ts';
import { OverviewPage } from './overview/OverviewPage.tsx';
import { routeOf } from './routes.ts';
import { SignalPage } from './signal/SignalPage.tsx';
import { usePageLocation } from './use-location.ts';

/** The app's root: picks the page. */
export default function App({ meta }: AppRootProps<AppSettings>): React.JSX.Element {
  const { pathname, search } = usePageLocation();
  if (!meta.jsonData?.serviceUrl) return <NotConfigured />;
  const route = routeOf(pathname, search);
  return route.page === 'signal' ? <SignalPage id={route.id} raw={route.span} /> : <OverviewPage />;
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
