import { useEffect, useState } from 'react';

/** The texts say seconds at the least; this is soon enough for "12 min ago". */
const TICK_MS = 5_000;

/** The clock, for texts such as "for 12 min". */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
