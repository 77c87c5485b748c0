import { validateWorkflow } from '@action-validator/core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { dataOf, filesBelow, isThere, textOf } from './files.ts';

const Manifest = z.looseObject({ name: z.string(), scripts: z.record(z.string(), z.string()).default({}) });
const Step = z.looseObject({ uses: z.string().optional(), run: z.string().optional() });
const Workflow = z.looseObject({
  permissions: z.looseObject({ contents: z.literal('read') }),
  jobs: z.record(
    z.string(),
    z.looseObject({ uses: z.string().optional(), steps: z.array(Step).default([]) }),
  ),
});

const files = filesBelow('.github/workflows', '.yml');

test('there are workflows', () => {
  expect(files.map((file) => file.split('/').at(-1))).toEqual([
    ...['build.yml', 'grafana.yml', 'opensearch-dashboards.yml', 'release.yml', 'test.yml'],
  ]);
});

test.each(files)("%s follows GitHub's schema", (file) => {
  expect(validateWorkflow(textOf(file)).errors).toEqual([]);
});

test('the schema refuses a workflow that is wrong', () => {
  expect(validateWorkflow('on: push\njobs: { a: { steps: [{ run: ls }] } }').errors).not.toEqual([]);
});

test.each(files)('%s: may only read unless it says so, and what it runs is there', (file) => {
  const { jobs } = Workflow.parse(dataOf(file));
  const scripts = Manifest.parse(dataOf('package.json')).scripts;
  for (const { uses, steps } of Object.values(jobs)) {
    if (uses !== undefined) expect(isThere(uses), uses).toBe(true);
    for (const step of steps) {
      // An action by its version, never by a branch.
      if (step.uses !== undefined) expect(step.uses).toMatch(/^[\w-]+\/[\w-]+@v\d+$/);
      const said = step.run ?? '';
      for (const [, script, folder] of said.matchAll(/npm run ([\w:-]+)(?: -w ([\w/-]+))?/g)) {
        const known =
          folder === undefined ? scripts : Manifest.parse(dataOf(`${folder}/package.json`)).scripts;
        expect(known).toHaveProperty([script]);
      }
      for (const [, name] of said.matchAll(/(?:bash|sh) ([\w./-]+)/g)) {
        if (name.includes('/')) expect(isThere(name), name).toBe(true);
      }
    }
  }
});
