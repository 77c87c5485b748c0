import { LoadingPlaceholder } from '@grafana/ui';
import React from 'react';
import { useLocation } from 'react-router-dom';
import { APP_ROOT } from '../../src/ids.ts';
import { loadApp } from '../host/plugins.ts';
import { PageFrame } from '../shell/PageFrame.tsx';
import { usePromise } from './use-promise.ts';

/** The app's own pages, as Grafana mounts them. */
export function AppPage(): React.JSX.Element {
  const plugin = usePromise(loadApp);
  const { pathname } = useLocation();
  const Root = plugin?.root;
  if (!plugin || !Root) return <LoadingPlaceholder text="Loading the plugin …" />;
  return (
    <Root meta={plugin.meta} basename={APP_ROOT} path={pathname} query={{}} onNavChanged={() => undefined} />
  );
}

export function AppSettingsPage(): React.JSX.Element {
  const plugin = usePromise(loadApp);
  const page = plugin?.configPages?.[0];
  if (!plugin || !page) return <LoadingPlaceholder text="Loading the plugin …" />;
  return (
    <PageFrame pageNav={{ text: plugin.meta.name, subTitle: page.title }}>
      <page.body plugin={plugin} query={{}} />
    </PageFrame>
  );
}
