import React, { useEffect, useState } from 'react';
import type { Links } from '../drawing/links.ts';
import type { Lapwing } from '../service/ask.ts';
import { LapwingPanel } from './LapwingPanel.tsx';
import type { PanelState } from './panel-state.ts';
import type { Told } from './told.ts';

interface Props {
  lapwing: Lapwing;
  links: Links;
  state: Told<PanelState>;
}

/** The panel as its dashboard wants it now; mounted once, whatever changes. */
export function LivePanel({ lapwing, links, state }: Props): React.JSX.Element {
  const [now, setNow] = useState(state.now);
  useEffect(() => {
    setNow(state.now);
    return state.listen(setNow);
  }, [state]);
  return (
    <div
      style={{ padding: '0 8px', overflowY: 'auto', maxHeight: now.height === 0 ? undefined : now.height }}
    >
      <LapwingPanel {...{ lapwing, links }} {...now} />
    </div>
  );
}
