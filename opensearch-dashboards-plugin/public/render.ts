import type React from 'react';
import * as ReactDom from 'react-dom';

interface Root {
  render(element: React.ReactElement): void;
  unmount(): void;
}
const { createRoot } = ReactDom as { createRoot?: (container: Element) => Root };

/** Draws into an element with the React that the page has: 16 before OpenSearch Dashboards 3.6, 18 from there. Returns what takes it away. */
export function render(element: React.ReactElement, container: HTMLElement): () => void {
  if (createRoot === undefined) {
    ReactDom.render(element, container);
    return () => void ReactDom.unmountComponentAtNode(container);
  }
  const root = createRoot(container);
  root.render(element);
  return () => root.unmount();
}
