import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openStores } from '../../scoring-service/src/stores/open-stores.ts';
import { createTelemetry } from '../../scoring-service/src/telemetry/telemetry.ts';
import { dataOf, filesBelow, textOf } from './files.ts';
import { needProgram } from './need-program.ts';
import { run } from './run-program.ts';

needProgram('promtool', '--version', { inCi: true })('Prometheus', () => {
  test('takes the configuration', () => {
    // Not the secrets that it names: they are made on the machine that runs it.
    const { status, output } = run('promtool', [
      ...['check', 'config', '--syntax-only', 'provisioning/prometheus/prometheus.yml'],
    ]);
    expect(status, output).toBe(0);
  });

  test('takes the rules, and they say what they should', () => {
    const rules = filesBelow('provisioning/prometheus/rules', '.yml');
    expect(rules).toHaveLength(2);
    const checked = run('promtool', ['check', 'rules', ...rules]);
    expect(checked.status, checked.output).toBe(0);
    const tested = run('promtool', ['test', 'rules', 'e2e/stack/rules.promtest.yml']);
    expect(tested.status, tested.output).toBe(0);
  });
});

needProgram('amtool', '--version', { inCi: true })('Alertmanager', () => {
  test.each(filesBelow('provisioning/alertmanager', '.yml'))('takes %s', (file) => {
    const { status, output } = run('amtool', ['check-config', file]);
    expect(status, output).toBe(0);
  });

  test.each([
    [['severity=critical', 'alertname=LapwingCriticalAnomaly'], 'team'],
    [['severity=warning', 'alertname=LapwingDetectorBehind'], 'operators'],
    [['severity=high', 'alertname=LapwingAnomaly'], 'team'],
  ])('sends %s to %s', (labels, receiver) => {
    const file = '--config.file=provisioning/alertmanager/alertmanager.yml';
    const { output } = run('amtool', ['config', 'routes', 'test', file, ...labels]);
    expect(output.split('\n')[0]).toBe(receiver);
  });
});

describe('metrics that rules and dashboards name', () => {
  test('are there', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-stack-'));
    const stores = openStores(folder, { now: Date.now, onSetAside: () => undefined });
    onTestFinished(() => {
      stores.close();
      rmSync(folder, { recursive: true });
    });
    const none = () => {
      throw new Error('there is no detector');
    };
    const { registry } = createTelemetry({ ...stores, now: Date.now, alerting: none });
    const names = registry.getMetricsAsArray().map(({ name }) => name);
    const there = new Set([...names, ...recorded(), ...WRITER_METRICS]);
    const files = [
      ...filesBelow('provisioning/prometheus/rules', '.yml'),
      ...filesBelow('provisioning/grafana', '.json'),
      'provisioning/grafana/alerting/lapwing.yaml',
    ];
    for (const file of files) {
      const named = textOf(file).match(/\b(?:\w+:)?lapwing_\w+(?::\w+)?/g) ?? [];
      expect(named.length).toBeGreaterThan(0);
      for (const name of named) expect(there, `${file} names ${name}`).toContain(name);
    }
  });
});

/** Registered only where the service writes to an OpenSearch; docs/guide/scores-index.md lists them. */
const WRITER_METRICS = ['lapwing_writer_lag_seconds', 'lapwing_writer_documents_total'];

function recorded(): string[] {
  const file = dataOf('provisioning/prometheus/rules/recording.yml') as {
    groups: { rules: { record: string }[] }[];
  };
  return file.groups.flatMap(({ rules }) => rules.map(({ record }) => record));
}
