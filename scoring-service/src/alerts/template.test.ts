import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testSubject } from './testing.ts';
import { faultsOf, render, Template } from './template.ts';
import { valuesOf } from './values.ts';

const subject = testSubject({ title: 'cart {{incident.id}}', reason: '', resolved_at: null });
const { values } = valuesOf(
  { dedupId: 'd', channel: 'hook', event: 'opened', subject, previousSeverity: null, at: 0 },
  'https://x/{{incident.id}}',
);

test('placeholders are filled in; what stands in a value is not read as a template', () => {
  expect(render('{{event}}: {{ incident.title }}', values)).toBe('Opened: cart {{incident.id}}');
  expect(render('{{incident.title}}', values, (value) => value.toUpperCase())).toBe('CART {{INCIDENT.ID}}');
});

test('a line whose placeholders are all empty is left out', () => {
  expect(render('a\n{{incident.reason}}\nOver {{incident.resolved_at}}\nb', values)).toBe('a\nb');
  expect(render('{{incident.reason}} {{event}}', values)).toBe('Opened');
});

test('the address of the incident is filled in, encoded', () => {
  const strange = { ...subject, id: 'a/b?c' };
  const notification = { dedupId: '', channel: '', event: 'opened', subject: strange, at: 0 } as const;
  const { url } = valuesOf({ ...notification, previousSeverity: null }, 'https://x/{{incident.id}}');
  expect(url).toBe('https://x/a%2Fb%3Fc');
});

test('unknown placeholders and broken braces are refused by name', () => {
  expect(Template.safeParse('{{incident.titel}}').error?.issues[0].message).toContain('{{incident.titel}}');
  expect(faultsOf('{{incident.title}')).toHaveLength(1);
  expect(faultsOf('{{event}} }}')).toHaveLength(1);
  expect(faultsOf('no { braces }')).toEqual([]);
});

test('any text is either refused or rendered without braces of its own left', () => {
  const plain = { ...values, 'incident.title': 'cart' };
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('{{event}}', '{{nothing}}', '{{', '}}', ''), (text, slot) => {
      const template = text + slot + text;
      if (faultsOf(template).length > 0) return;
      expect(render(template, plain)).not.toMatch(/\{\{\s*event/);
    }),
  );
});
