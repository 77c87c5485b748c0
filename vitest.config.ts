import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default', './tools/plain-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/**/*.test.ts',
            'scoring-service/**/*.test.ts',
            'demo/**/*.test.ts',
            'bench/**/*.test.ts',
            'opensearch-dashboards-plugin/**/*.test.ts',
          ],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'plugin',
          include: ['grafana-plugin/src/**/*.test.{ts,tsx}'],
          // Grafana's packages look for a window while they load,
          environment: 'happy-dom',
          // and import CommonJS by name, which bundlers allow and Node does not.
          server: { deps: { inline: [/@grafana\//] } },
          testTimeout: 20_000,
        },
      },
      {
        // Real servers and a real browser: one file at a time, so that two JVMs never share two cores.
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
