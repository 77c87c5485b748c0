/** The arrows of docs/architecture.md, as a lint rule. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  comment: `${from} may import ${allowed.length ? allowed.join(', ') : 'no other workspace'}`,
  from: { path: `^${from}/` },
  to: {
    path: '^(packages/[^/]+|scoring-service|grafana-plugin|opensearch-dashboards-plugin|demo|bench|e2e)/',
    pathNot: [from, ...allowed].map((p) => `^${p}/`),
  },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'engine-is-pure',
      severity: 'error',
      comment: 'the engine does no I/O and has no dependency: it runs in Node and in a browser',
      from: { path: '^packages/engine/src', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm', 'core', 'npm-dev'] },
    },
    only('engine-knows-nobody', 'packages/engine', []),
    only('contract-knows-nobody', 'packages/contract', []),
    only('visuals-knows-contract', 'packages/visuals', ['packages/contract']),
    only('service-knows-engine-and-contract', 'scoring-service', ['packages/engine', 'packages/contract']),
    only('plugin-arrows', 'grafana-plugin', ['packages/contract', 'packages/visuals', 'packages/engine']),
    only('osd-plugin-arrows', 'opensearch-dashboards-plugin', ['packages/contract', 'packages/visuals']),
    {
      name: 'osd-halves-apart',
      severity: 'error',
      comment:
        'the browser half and the server half meet in common/ alone: nothing of the server may reach a browser',
      from: { path: '^opensearch-dashboards-plugin/(public|server)/' },
      to: {
        path: '^opensearch-dashboards-plugin/(public|server)/',
        pathNot: '^opensearch-dashboards-plugin/$1/',
      },
    },
    only('demo-knows-the-public-api-alone', 'demo', ['packages/contract', 'packages/visuals']),
    only('bench-arrows', 'bench', [
      ...['packages/engine', 'packages/contract', 'packages/visuals', 'scoring-service', 'e2e'],
    ]),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-preview|node_modules)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
