import { useState } from 'react';
import type { PanelQuery } from '../queries/panel-queries.ts';
import { type Added, type Watcher, addOverlay, makeDetector } from './add-overlay.ts';
import type { Choice } from './choice.ts';
import type { OpenPanel } from './load-panel.ts';
import { type Act, useAct } from '../../grafana/ui/use-act.ts';

export interface Adding extends Pick<Act, 'busy' | 'problem'> {
  /** A detector that was made here. */
  made: Watcher | undefined;
  added: Added | undefined;
  /** Makes the detector, where it is not there yet, and adds the overlay to the panel. */
  add: () => void;
  /** Makes the detector alone. */
  make: () => void;
}

interface Wanted {
  open: OpenPanel;
  query: PanelQuery;
  choice: Choice | undefined;
  /** Of our data source. */
  uid: string | undefined;
}

export function useAdding({ open, query, choice, uid }: Wanted): Adding {
  const { existing, making } = choice ?? {};
  const [made, setMade] = useState<Watcher>();
  const [added, setAdded] = useState<Added>();
  const { busy, problem, run } = useAct();
  // One that was made before the dashboard refused the overlay is not made again.
  const watcher = async (): Promise<Watcher | undefined> => {
    if (existing) return { ...existing.detector, picked: existing.picked };
    const who = made ?? (making && (await makeDetector(making, query, open)));
    setMade(who);
    return who;
  };
  return {
    ...{ busy, problem, made, added },
    add: () =>
      void run(async () => {
        const who = await watcher();
        if (who === undefined || uid === undefined) return;
        setAdded({ ...(await addOverlay(open, query, who, uid)), made: existing ? undefined : who });
      }),
    make: () =>
      void run(async () => {
        await watcher();
      }),
  };
}
