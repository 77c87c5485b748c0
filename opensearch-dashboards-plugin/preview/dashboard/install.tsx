import React from 'react';
import { render } from '../../public/render.ts';
import type { AppRegistration } from '../../types/core-public.ts';
import {
  CONTEXT_MENU_TRIGGER,
  type EmbeddableSetup,
  PANEL_BADGE_TRIGGER,
  type SavedObjects,
} from '../../types/dashboards.ts';
import type { makeBundles } from '../bundles.ts';
import { Dashboard, type PanelFactory } from './dashboard.ts';
import { DashboardPage } from './DashboardPage.tsx';
import { makeData } from './data.ts';
import { Embeddable } from './embeddable.ts';
import { makeExpressions } from './expressions.ts';
import { buildOpenSearchQuery } from './query.ts';
import type { DashboardSpec } from './spec.ts';
import { makeUiActions } from './ui-actions.ts';
import { VisualizationPanel } from './visualization.tsx';

interface Given {
  bundles: ReturnType<typeof makeBundles>;
  basePath: string;
  savedObjects: SavedObjects;
  spec: DashboardSpec;
}

/**
 * OpenSearch Dashboards' own plugins, as far as ours meets them on a dashboard, and the app that shows one. Written after
 * their sources of 3.x; what they were in 2.8 and 2.19 was tried in real ones with the same steps (e2e/osd/real-osd.test.ts).
 */
export function installDashboards({ bundles, basePath, savedObjects, spec }: Given): {
  plugins: Readonly<Record<string, unknown>>;
  app: AppRegistration;
} {
  const uiActions = makeUiActions([PANEL_BADGE_TRIGGER, CONTEXT_MENU_TRIGGER]);
  const expressions = makeExpressions();
  const data = makeData();
  const factories = new Map<string, PanelFactory>();
  const embeddable: EmbeddableSetup = {
    registerEmbeddableFactory: (type, factory) => factories.set(type, factory as PanelFactory),
  };
  factories.set('visualization', {
    type: 'visualization',
    getDisplayName: () => 'Visualization',
    create(input, parent) {
      const saved = spec.visualisations.find(({ id }) => id === input.savedObjectId);
      if (saved === undefined) throw new Error(`there is no visualisation ${String(input.savedObjectId)}`);
      const panel = new VisualizationPanel({ basePath, expressions, savedObjects, saved }, input, parent);
      return Promise.resolve(panel);
    },
  });
  bundles.define('plugin/data/public', () => ({ opensearchQuery: { buildOpenSearchQuery } }), 0);
  bundles.define('plugin/embeddable/public', () => ({ Embeddable }), 0);
  const app: AppRegistration = {
    id: 'dashboards',
    title: 'Dashboards',
    mount({ element }) {
      const { timeRange, query, filters, panels } = spec;
      const dashboard = new Dashboard({ timeRange, query, filters, panels, viewMode: 'view' }, factories);
      const refresh = (): void => data.autoRefresh$.next();
      return Promise.resolve(
        render(<DashboardPage {...{ dashboard, factories, uiActions, refresh }} />, element),
      );
    },
  };
  return {
    app,
    plugins: { uiActions, expressions, embeddable, data: data.contract, visAugmenter: {} },
  };
}
