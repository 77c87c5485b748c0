import type { PanelAction, PanelEmbeddable } from '../../types/dashboards.ts';
import type { Found } from '../panels/watch.ts';
import { badgeRefresh } from './refresh.ts';

const BADGE_ID = 'LAPWING_ANOMALIES';
/** After the badge of a panel's own time range. */
const ORDER = 20;
/** A panel shows its other badges when all of them have answered: none waits for us longer than this. */
const PATIENCE_MS = 2_000;
const NOTHING = { found: { anomalies: [], more: false }, text: '' };

export interface BadgeParts {
  find(panel: PanelEmbeddable): Promise<Found>;
  text(found: Found): string;
  open(panel: PanelEmbeddable, found: Found): Promise<void>;
}

export interface Badge {
  action: PanelAction;
  /** Looks again at all panels that were looked at: the dashboard has refreshed its data. */
  refresh(): Promise<void>;
}

/**
 * The badge at a panel's title. Its parts come when the first panel asks. Where they fail, are late, or find nothing,
 * there is no badge, and nothing else happens to the panel.
 */
export function makeBadge(parts: () => Promise<BadgeParts>): Badge {
  const shown = new WeakMap<PanelEmbeddable, { found: Found; text: string }>();
  const { seen, refresh } = badgeRefresh(async (panel) => (await look(panel))?.text ?? '');
  const action: PanelAction = {
    ...{ id: BADGE_ID, type: BADGE_ID, order: ORDER },
    getIconType: () => 'alert',
    getDisplayName: ({ embeddable }) => shown.get(embeddable)?.text ?? '',
    async isCompatible({ embeddable }) {
      const known = (await inTime(look(embeddable), PATIENCE_MS)) ?? NOTHING;
      shown.set(embeddable, known);
      seen(embeddable, known.text);
      return known.text !== '';
    },
    async execute({ embeddable }) {
      const known = shown.get(embeddable);
      if (known !== undefined) await (await parts()).open(embeddable, known.found);
    },
  };
  return { action, refresh };

  async function look(panel: PanelEmbeddable): Promise<{ found: Found; text: string } | undefined> {
    try {
      const { find, text } = await parts();
      const found = await find(panel);
      return { found, text: text(found) };
    } catch {
      // The service is down or refuses. The app says so to whoever opens it; a dashboard must not be full of it.
      return undefined;
    }
  }
}

function inTime<T>(work: Promise<T | undefined>, patienceMs: number): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), patienceMs);
    void work.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
