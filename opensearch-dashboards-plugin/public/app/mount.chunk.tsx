import React from 'react';
import type { AppMountParameters, CoreStart } from '../../types/core-public.ts';
import { render } from '../render.ts';
import { App } from './App.tsx';

export function mountApp(core: CoreStart, { element, history }: AppMountParameters): () => void {
  return render(React.createElement(App, { core, history }), element);
}
