import type { Incident, Suspect } from '@lapwing/contract';
import { evidenceLine, severityColour, severityName, type Call } from '@lapwing/visuals';
import { element, setText } from './dom.ts';
import { clock, duration } from './format.ts';
import { drawGraph } from './incident-graph.ts';
import { drawTimeline } from './incident-timeline.ts';

/** Pieces of evidence that are told of the first suspect. */
const EVIDENCE = 3;
const CONFIDENCE: Readonly<Record<Incident['confidence'], string>> = {
  likely: 'likely began in',
  possible: 'possibly began in',
  unknown: 'where it began is unknown',
};

/** One incident: what it is, where it began and why that is thought, in what order it came, and how it spread. */
export class IncidentCard {
  readonly root: HTMLLIElement;
  readonly #title = element('a');
  readonly #line = element('p', { class: 'quiet' });
  readonly #suspect = element('div');
  readonly #body = element('details', { class: 'incident-body' });
  #shown = '';

  constructor(id: string) {
    this.#title.setAttribute('href', `/a/lapwing-anomaly-app/incidents/${encodeURIComponent(id)}`);
    this.root = element(
      'li',
      { class: 'incident', 'data-incident': id },
      this.#title,
      this.#line,
      this.#suspect,
      this.#body,
    );
  }

  show(incident: Incident, calls: readonly Call[], now: number): void {
    const live = incident.resolved_at === null;
    if (this.#shown === '') this.#body.open = live;
    this.root.dataset['status'] = incident.status;
    this.root.dataset['suspect'] = incident.suspect?.service ?? '';
    this.root.style.borderLeftColor = severityColour(incident.severity);
    setText(this.#title, incident.title);
    setText(this.#line, lineOf(incident));
    // Open bars reach to now: drawn anew every few seconds, and when something changed.
    const key = JSON.stringify([
      incident.updated_at,
      incident.status,
      calls.length,
      incident.suspects,
      live && Math.floor(now / 5000),
    ]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#suspect.replaceChildren(suspectOf(incident));
    this.#body.replaceChildren(
      element('summary', {}, 'How it spread'),
      drawTimeline(incident, now),
      drawGraph(incident, calls),
    );
  }
}

function lineOf({
  status,
  severity,
  started_at: start,
  resolved_at: end,
  services,
  anomalies,
}: Incident): string {
  const seconds = end === null ? undefined : (Date.parse(end) - Date.parse(start)) / 1000;
  const lasted = seconds === undefined ? '' : `, over after ${duration(seconds)}`;
  const reach = `${counted(services.length, 'service')}, ${counted(anomalies, 'anomaly', 'anomalies')}`;
  return `${status}, ${severityName(severity)}, since ${clock(Date.parse(start))}${lasted}. ${reach}.`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function suspectOf({ suspect, confidence }: Incident): HTMLElement {
  if (suspect === null) return element('p', { class: 'suspect' }, `It is not clear where it began.`);
  const words = element(
    'p',
    { class: 'suspect' },
    `${CONFIDENCE[confidence]} `,
    element('strong', {}, suspect.service),
    ':',
  );
  return element('div', {}, words, evidenceOf(suspect));
}

function evidenceOf({ evidence, service }: Suspect): HTMLElement {
  return element(
    'ul',
    { class: 'evidence' },
    ...evidence.slice(0, EVIDENCE).map((piece) => element('li', {}, evidenceLine(piece, service).text)),
  );
}
