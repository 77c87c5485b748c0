import { createContext, useContext } from 'react';
import type { Status } from '../../common/status.ts';
import type { CoreStart, ScopedHistory } from '../../types/core-public.ts';
import type { linksOf } from './links-of.ts';
import type { Lapwing } from '../service/ask.ts';

/** What every page of the app needs. */
export interface AppContext {
  core: CoreStart;
  history: ScopedHistory;
  lapwing: Lapwing;
  links: ReturnType<typeof linksOf>;
  /** What is offered and allowed; undefined until it is known. */
  status: Status | undefined;
}

export const Context = createContext<AppContext | undefined>(undefined);

export function useApp(): AppContext {
  const app = useContext(Context);
  if (app === undefined) throw new Error('a page must stand in the app');
  return app;
}
