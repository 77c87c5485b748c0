import type { Incident } from '@lapwing/contract';
import type { Call } from '@lapwing/visuals';
import { element } from './dom.ts';
import { IncidentCard } from './incident-card.ts';

const CALL_GRAPH = '/api/plugin-proxy/lapwing-anomaly-app/api/v1/call-graph';

/** The incidents that Lapwing tells of, the newest first. */
export class IncidentPanel {
  readonly root = element('div', { class: 'incidents' });
  readonly #list = element('ul');
  readonly #none = element('p', { class: 'quiet' }, 'None yet.');
  readonly #cards = new Map<string, IncidentCard>();
  #calls: Call[] = [];
  #shown = '';

  constructor() {
    this.root.append(element('h3', {}, 'Incidents'), this.#none, this.#list);
  }

  show(incidents: readonly Incident[], now: number): void {
    const ids = incidents.map(({ id }) => id);
    this.#none.hidden = ids.length > 0;
    for (const incident of incidents) {
      const known = this.#cards.get(incident.id);
      const card = known ?? new IncidentCard(incident.id);
      this.#cards.set(incident.id, card);
      card.show(incident, this.#calls, now);
    }
    for (const id of this.#cards.keys()) if (!ids.includes(id)) this.#cards.delete(id);
    const key = ids.join(' ');
    if (key === this.#shown) return;
    this.#shown = key;
    this.#list.replaceChildren(...ids.map((id) => this.#cards.get(id)?.root ?? ''));
    // Who calls whom is learnt as the shop goes: asked again with each incident that comes.
    void this.#learnCalls();
  }

  async #learnCalls(): Promise<void> {
    try {
      const answer = await fetch(CALL_GRAPH);
      if (answer.ok) this.#calls = ((await answer.json()) as { calls: Call[] }).calls;
    } catch {
      // The page says itself that nobody answers; until then the graph shows the known steps alone.
    }
  }
}
