import { DataHoverClearEvent, DataHoverEvent, type EventBus } from '@grafana/data';
import { useCallback, useEffect, useState } from 'react';

/** Where the dashboard's cursor stands in time (epoch ms), and what moves it for the other panels. */
export function useSharedCursor(bus: EventBus): [number | undefined, (time: number | undefined) => void] {
  const [cursor, setCursor] = useState<number>();
  useEffect(() => {
    const hover = bus.getStream(DataHoverEvent).subscribe(({ payload }) => {
      const time: unknown = (payload.point as { time?: unknown } | undefined)?.time;
      setCursor(typeof time === 'number' ? time : undefined);
    });
    const clear = bus.getStream(DataHoverClearEvent).subscribe(() => setCursor(undefined));
    return () => {
      hover.unsubscribe();
      clear.unsubscribe();
    };
  }, [bus]);
  const share = useCallback(
    (time: number | undefined) => {
      setCursor(time);
      bus.publish(time === undefined ? new DataHoverClearEvent() : new DataHoverEvent({ point: { time } }));
    },
    [bus],
  );
  return [cursor, share];
}
