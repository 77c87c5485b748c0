// The built plugin without OpenSearch Dashboards: what its page shares with plugins, its loader, and its core as far as
// ours asks for it.
import * as ElasticEui from '@elastic/eui';
import MomentTimezone from 'moment-timezone';
import * as React from 'react';
import * as ReactDom from 'react-dom';
import dark from 'preview-theme/dark';
import light from 'preview-theme/light';
import { PLUGIN_ID } from '../common/ids.ts';
import type * as Entry from '../public/index.ts';
import { makeBundles } from './bundles.ts';
import { makeCore } from './core.ts';
import { installDashboards } from './dashboard/install.tsx';
import { readSettings } from './settings.ts';

const settings = readSettings();
const bundles = makeBundles();
const publicPath = `${settings.basePath}/1/bundles/plugin/${PLUGIN_ID}/`;

Object.assign(window, {
  __osdBundles__: bundles,
  __osdPublicPath__: { [PLUGIN_ID]: publicPath },
  __osdSharedDeps__: {
    React,
    ReactDom,
    ElasticEui,
    Moment: MomentTimezone,
    MomentTimezone,
    Theme: { euiThemeVars: settings.darkMode ? dark : light },
  },
});

void start();

async function start(): Promise<void> {
  const host = makeCore(settings);
  const { basePath, dashboard: spec } = settings;
  if (spec !== undefined) {
    const { savedObjects } = host.start;
    const { plugins, app } = installDashboards({ bundles, basePath, savedObjects, spec });
    Object.assign(host.others, plugins);
    host.setup.application.register(app);
  }
  await loadScript(`${publicPath}${PLUGIN_ID}.plugin.js`);
  const entry = bundles.get(`plugin/${PLUGIN_ID}/public`) as typeof Entry;
  const plugin = entry.plugin();
  plugin.setup(host.setup, host.others);
  plugin.start(host.start, host.others);
  await host.open();
}

function loadScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${src} could not be loaded: is the plugin built?`));
    document.head.append(script);
  });
}
