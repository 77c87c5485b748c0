import React, { useMemo } from 'react';
import type { CoreStart, ScopedHistory } from '../../types/core-public.ts';
import { LookProvider } from '../look/LookProvider.tsx';
import { lookOf } from '../look/look.ts';
import { lapwing } from '../service/ask.ts';
import { Context } from './context.ts';
import { IncidentPage } from './incident/IncidentPage.tsx';
import { IncidentsPage } from './incidents/IncidentsPage.tsx';
import { linksOf } from './links-of.ts';
import { OverviewPage } from './overview/OverviewPage.tsx';
import { routeOf } from './routes.ts';
import { SignalPage } from './signal/SignalPage.tsx';
import { SignalsPage } from './signals/SignalsPage.tsx';
import { useLoad } from './use-load.ts';
import { useLocation } from './use-location.ts';

/** Rights and settings change seldom; a wrong key is noticed by the pages themselves. */
const STATUS_MS = 60_000;

/** The app's root: picks the page. */
export function App({ core, history }: { core: CoreStart; history: ScopedHistory }): React.JSX.Element {
  const look = useMemo(() => lookOf(core.uiSettings), [core]);
  const service = useMemo(() => lapwing(core.http), [core]);
  const links = useMemo(() => linksOf(history), [history]);
  const { data: status } = useLoad('status', (signal) => service.status(signal), STATUS_MS);
  const app = useMemo(
    () => ({ core, history, lapwing: service, links, status }),
    [core, history, service, links, status],
  );
  return (
    <LookProvider look={look}>
      <Context.Provider value={app}>
        <Shown history={history} />
      </Context.Provider>
    </LookProvider>
  );
}

function Shown({ history }: { history: ScopedHistory }): React.JSX.Element {
  const { pathname, search } = useLocation(history);
  const route = routeOf(pathname, search);
  switch (route.page) {
    case 'overview':
      return <OverviewPage />;
    case 'incidents':
      return <IncidentsPage />;
    case 'incident':
      return <IncidentPage key={route.id} id={route.id} />;
    case 'signals':
      return <SignalsPage />;
    case 'signal':
      return <SignalPage key={route.id} id={route.id} raw={route.span} />;
  }
}
