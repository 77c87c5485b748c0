import type { Plugin } from 'esbuild';

/** What OpenSearch Dashboards shares with its plugins: module → member of `__osdSharedDeps__`. */
const SHARED: Readonly<Record<string, string>> = {
  react: 'React',
  'react-dom': 'ReactDom',
  'react-dom/server': 'ReactDomServer',
  'react-router': 'ReactRouter',
  'react-router-dom': 'ReactRouterDom',
  '@elastic/eui': 'ElasticEui',
  '@elastic/eui/lib/services': 'ElasticEuiLibServices',
  '@elastic/eui/lib/services/format': 'ElasticEuiLibServicesFormat',
  '@elastic/charts': 'ElasticCharts',
  '@elastic/numeral': 'ElasticNumeral',
  '@osd/i18n': 'OsdI18n',
  '@osd/i18n/react': 'OsdI18nReact',
  '@osd/ui-shared-deps/theme': 'Theme',
  moment: 'Moment',
  'moment-timezone': 'MomentTimezone',
  lodash: 'Lodash',
  rxjs: 'Rxjs',
  'rxjs/operators': 'RxjsOperators',
  tslib: 'TsLib',
};
/** Modules that look shared and are not. */
const MISSING = ['react/jsx-runtime', 'react/jsx-dev-runtime', 'react-dom/client', '@osd/std'];
/** Another bundle, by the name that OpenSearch Dashboards gives it: `plugin/embeddable/public`, `entry/core/public`. */
const BUNDLE = /^(plugin\/[A-Za-z]+|entry\/core)\/public$/;
const exactly = (names: readonly string[]): RegExp =>
  new RegExp(`^(${names.map((name) => name.replaceAll('.', '\\.')).join('|')})$`);

/**
 * Takes shared modules and other plugins' bundles from the page instead of bundling them. A bundle that is imported
 * must stand in the manifest's `requiredPlugins` or `requiredBundles`.
 */
export const sharedDeps: Plugin = {
  name: 'osd-shared-deps',
  setup(build) {
    build.onResolve({ filter: exactly(Object.keys(SHARED)) }, ({ path }) => ({ path, namespace: 'shared' }));
    build.onResolve({ filter: exactly(MISSING) }, ({ path }) => ({
      errors: [{ text: `OpenSearch Dashboards does not share ${path}` }],
    }));
    build.onResolve({ filter: BUNDLE }, ({ path }) => ({ path, namespace: 'bundle' }));
    build.onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => ({
      contents: `module.exports = window.__osdSharedDeps__.${SHARED[path] ?? ''};`,
    }));
    build.onLoad({ filter: /.*/, namespace: 'bundle' }, ({ path }) => ({
      contents: `module.exports = window.__osdBundles__.get(${JSON.stringify(path)});`,
    }));
  },
};
