import { useEffect, useState } from 'react';
import type { ScopedHistory } from '../../types/core-public.ts';

/** The app's address, kept up to date. */
export function useLocation(history: ScopedHistory): { pathname: string; search: string } {
  const [location, setLocation] = useState(history.location);
  useEffect(() => history.listen(() => setLocation(history.location)), [history]);
  return location;
}
