import type { BreakView, DemoState, ServiceView, ShopView } from '../state.ts';
import { element, setText } from './dom.ts';
import { figure, milliseconds } from './format.ts';
import { bestFinding, breakLine, breakPhase, findingName } from './status.ts';

/** Half an hour round the break is what a person wants to see of it. */
const AROUND_MS = 30 * 60_000;
const COLUMNS = ['Service', 'req/s', 'err/min', 'p95', 'CPU'];

export type Order = (kind: BreakView['kind'], action: 'start' | 'stop') => void;

/** The breaks with their buttons, and what each service does now. */
export class ShopPanel {
  readonly root = element('div', { class: 'shop-panel', style: 'display: grid; gap: 12px' });
  readonly #cards = new Map<string, BreakCard>();
  readonly #list = element('ul', { class: 'breaks' });
  readonly #rows = element('tbody');
  readonly #order: Order;

  /** `found` stands between what can be broken and what the shop does. */
  constructor(order: Order, found: HTMLElement) {
    this.#order = order;
    const head = element('tr', {}, ...COLUMNS.map((name) => element('th', { scope: 'col' }, name)));
    this.root.append(
      element('h3', {}, 'Break something'),
      this.#list,
      found,
      element('h3', {}, 'The shop now'),
      element(
        'div',
        { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Services of the shop' },
        element('table', {}, element('thead', {}, head), this.#rows),
      ),
    );
  }

  show(shop: ShopView, state: DemoState): void {
    for (const view of shop.breaks) {
      const known = this.#cards.get(view.kind);
      const card = known ?? new BreakCard(view, this.#order);
      if (known === undefined) {
        this.#cards.set(view.kind, card);
        this.#list.append(card.root);
      }
      card.show(view, state);
    }
    const anomalous = new Set(shop.breaks.flatMap(({ last }) => (last?.end === null ? last.services : [])));
    this.#rows.replaceChildren(...shop.services.map((service) => serviceRow(service, anomalous)));
  }
}

class BreakCard {
  readonly root: HTMLLIElement;
  readonly #button: HTMLButtonElement;
  readonly #line = element('p');
  readonly #finding = element('p');
  #shown = '';
  #going = false;

  constructor(view: BreakView, order: Order) {
    this.#button = element('button', { type: 'button', 'aria-pressed': 'false' });
    this.#button.addEventListener('click', () => order(view.kind, this.#going ? 'stop' : 'start'));
    this.root = element(
      'li',
      { class: 'break', 'data-break': view.kind },
      element('h3', {}, view.title),
      this.#button,
      element('p', { class: 'what quiet' }, view.what),
      element('div', { class: 'told', role: 'status' }, this.#line, this.#finding),
    );
  }

  show(view: BreakView, state: DemoState): void {
    this.#going = view.last?.end === null;
    this.root.dataset['phase'] = breakPhase(view);
    setText(this.#button, this.#going ? 'Mend it' : 'Break it');
    this.#button.setAttribute('aria-pressed', String(this.#going));
    this.#button.setAttribute('aria-label', `${this.#going ? 'Mend' : 'Break'}: ${view.title}`);
    this.#button.disabled = state.phase === 'history';
    setText(this.#line, breakLine(view, state));
    this.#showFinding(view);
  }

  #showFinding(view: BreakView): void {
    const found = bestFinding(view);
    const shown = found === null ? '' : `${found.signalId} ${found.severity} ${view.last?.start}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (found === null || view.last === null) {
      this.#finding.replaceChildren();
      return;
    }
    const from = view.last.start - AROUND_MS;
    const href = `/a/lapwing-anomaly-app/signals/${found.signalId}?from=${from}&to=now`;
    this.#finding.replaceChildren(
      element('strong', {}, `${found.severity} `),
      element('a', { href, title: found.reason }, findingName(found)),
    );
  }
}

function serviceRow(service: ServiceView, anomalous: ReadonlySet<string>): HTMLTableRowElement {
  const cells = [
    service.name,
    figure(service.requestsPerSecond),
    figure(service.errorsPerMinute),
    milliseconds(service.p95Ms),
    `${figure(service.cpuPercent)} %`,
  ];
  const row = element('tr', {}, ...cells.map((cell) => element('td', {}, cell)));
  row.dataset['anomalous'] = String(anomalous.has(service.name));
  return row;
}
