// What Grafana's server writes into its page before any script runs: the packages read it while they load.
const asked = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem('lapwing.theme');

Object.assign(window, {
  __grafana_public_path__: '/public/',
  grafanaBootData: {
    user: {
      theme: asked === 'light' ? 'light' : 'dark',
      timezone: 'browser',
      locale: 'en-US',
      language: 'en-US',
      orgRole: 'Admin',
      permissions: {},
    },
    settings: {
      appSubUrl: '',
      featureToggles: {},
      buildInfo: { version: process.env['GRAFANA_VERSION'], commit: '', env: 'production' },
    },
    navTree: [],
  },
});
