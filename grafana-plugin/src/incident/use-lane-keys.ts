import type { Lane, LaneSpan } from '@lapwing/visuals';
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';

/** The anomaly of a lane that the arrow keys have come to. */
export interface LanePlace {
  signalId: string;
  span: LaneSpan;
}

export interface LaneKeys {
  at: LanePlace | undefined;
  /** For the link of the lane at a place of the list. */
  onKeyDown: (event: KeyboardEvent, place: number) => void;
  leave: () => void;
}

interface Scrolled {
  /** The scrolling element; its lanes carry `data-lane` with their place. */
  scroll: RefObject<HTMLDivElement>;
  laneHeight: number;
  /** Place of the first lane that is drawn: a lane that is far away has no element yet. */
  first: number;
}

/** Up and down lead from lane to lane, left and right through a lane's anomalies, Escape back to the lane itself. */
export function useLaneKeys(lanes: readonly Lane[], { scroll, laneHeight, first }: Scrolled): LaneKeys {
  const [at, setAt] = useState<LanePlace>();
  const [wanted, setWanted] = useState<number>();
  useEffect(() => {
    if (wanted === undefined) return;
    const link = scroll.current?.querySelector<HTMLElement>(`[data-lane="${wanted}"] a`);
    if (!link) return;
    link.focus({ preventScroll: true });
    setWanted(undefined);
  }, [wanted, first]);

  const goTo = (place: number): void => {
    const box = scroll.current;
    if (!box || place < 0 || place >= lanes.length) return;
    const top = place * laneHeight;
    const bottom = top + laneHeight;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
    setAt(undefined);
    setWanted(place);
  };
  const step = ({ signalId, spans }: Lane, by: 1 | -1): void => {
    const now = at?.signalId === signalId ? spans.indexOf(at.span) : by > 0 ? -1 : spans.length;
    const span = spans[Math.min(spans.length - 1, Math.max(0, now + by))];
    if (span) setAt({ signalId, span });
  };
  return {
    at,
    leave: () => setAt(undefined),
    onKeyDown: (event, place) => {
      const lane = lanes[place];
      const act = lane && ACTS[event.key];
      if (!act || (event.key === 'Escape' && at === undefined)) return;
      event.preventDefault();
      event.stopPropagation();
      act({
        place,
        last: lanes.length - 1,
        goTo,
        step: (by) => step(lane, by),
        leave: () => setAt(undefined),
      });
    },
  };
}

interface Steps {
  place: number;
  last: number;
  goTo: (place: number) => void;
  step: (by: 1 | -1) => void;
  leave: () => void;
}

const ACTS: Readonly<Record<string, (steps: Steps) => void>> = {
  ArrowDown: ({ place, goTo }) => goTo(place + 1),
  ArrowUp: ({ place, goTo }) => goTo(place - 1),
  Home: ({ goTo }) => goTo(0),
  End: ({ last, goTo }) => goTo(last),
  ArrowRight: ({ step }) => step(1),
  ArrowLeft: ({ step }) => step(-1),
  Escape: ({ leave }) => leave(),
};
