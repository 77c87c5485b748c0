import type { DemoState } from '../state.ts';
import { element, setText } from './dom.ts';
import { IncidentPanel } from './incident-panel.ts';
import { ReplayPanel } from './replay-panel.ts';
import { ShopPanel, type Order } from './shop-panel.ts';
import { statusLine } from './status.ts';
import css from './style.css';

const POLL_MS = 1000;

/** Draws the demo's controls into `target` until the function that it returns is called. */
export function mount(target: HTMLElement): () => void {
  const title = element('h2');
  const status = element('p', { class: 'quiet', role: 'status' });
  const progress = element('progress', { 'aria-label': 'Readings sent' });
  const lost = element('p', { class: 'lost', role: 'alert' });
  const body = element('div');
  const root = element('section', { class: 'shop', 'aria-label': 'Demo controls' });
  const incidentPanel = new IncidentPanel();
  root.append(element('style', {}, css), title, status, progress, lost, body);
  lost.hidden = true;
  target.append(root);

  const say = (text: string): void => {
    setText(lost, text);
    lost.hidden = text === '';
  };
  const order: Order = (kind, action) => {
    void ask('/shop/breaks', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind, action }),
    });
  };
  const shopPanel = new ShopPanel(order, incidentPanel.root);
  const replayPanel = new ReplayPanel();

  function show(state: DemoState): void {
    setText(title, state.replay === null ? 'The shop' : 'Replay');
    setText(status, statusLine(state));
    progress.hidden = state.phase !== 'history';
    progress.max = Math.max(1, state.history.total);
    progress.value = state.history.sent;
    if (state.shop !== null) shopPanel.show(state.shop, state);
    if (state.replay !== null) replayPanel.show(state.replay);
    incidentPanel.show(state.incidents, state.now);
    const panel = state.replay === null ? shopPanel.root : replayPanel.root;
    if (body.firstChild === panel) return;
    body.replaceChildren(panel);
    if (state.replay !== null) body.append(incidentPanel.root);
  }

  async function ask(url: string, init: RequestInit = {}): Promise<void> {
    try {
      const answer = await fetch(url, init);
      const content: unknown = await answer.json();
      if (answer.ok) {
        show(content as DemoState);
        say('');
      } else if (answer.status !== 409) {
        say(`The demo refused: ${String((content as { error?: unknown }).error)}`);
      }
    } catch {
      // Whatever went wrong on the way: a person can only look at the terminal.
      say('The demo does not answer. Was it stopped in its terminal?');
    }
  }

  let stopped = false;
  async function poll(): Promise<void> {
    while (!stopped) {
      await ask('/shop/state');
      await new Promise((done) => setTimeout(done, POLL_MS));
    }
  }
  void poll();
  return () => {
    stopped = true;
    root.remove();
  };
}
