import type { Incident } from '@lapwing/contract';
import { incidentTimeline, severityColour, severityName } from '@lapwing/visuals';
import { element } from './dom.ts';
import { duration } from './format.ts';

/** A bar a service, in order of onset. */
export function drawTimeline(incident: Incident, now: number): HTMLElement {
  const { rows, from, to } = incidentTimeline(incident, now);
  const percent = (time: number): number => (100 * (time - from)) / (to - from);
  const drawn = rows.map((row) => {
    const bar = element('span', { class: 'bar', title: severityName(row.severity) });
    const left = percent(row.start);
    bar.style.left = `${left}%`;
    bar.style.width = `${Math.max(1, percent(row.end ?? now) - left)}%`;
    bar.style.background = severityColour(row.severity);
    const lag = row.lagSeconds === 0 ? '' : ` +${duration(row.lagSeconds)}`;
    const name = element('span', { class: 'entity' }, row.entity, element('small', {}, lag));
    return element('li', {}, name, element('span', { class: 'track' }, bar));
  });
  return element(
    'ol',
    { class: 'timeline', 'aria-label': 'Services in the order in which trouble came' },
    ...drawn,
  );
}
