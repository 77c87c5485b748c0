import type React from 'react';
import { render } from './render.ts';

/** What OpenSearch Dashboards calls with an element to draw into; gives what takes it away again. */
export function mountOf(element: React.ReactElement): (container: HTMLElement) => () => void {
  return (container) => render(element, container);
}
