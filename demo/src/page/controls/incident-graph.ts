import type { Incident } from '@lapwing/contract';
import { incidentGraph, severityColour, type Call, type GraphEdge, type GraphNode } from '@lapwing/visuals';
import { element } from './dom.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** Pixels. */
const BOX = { width: 104, height: 24 } as const;
const STEP = { x: 132, y: 34 } as const;
const EDGE_MARGIN = 4;

/** The services that it touches, callers on the left; the ways that trouble took are drawn strong. */
export function drawGraph(incident: Incident, calls: readonly Call[]): HTMLElement {
  const { nodes, edges, columns, rows } = incidentGraph(incident, calls);
  const [width, height] = [columns * STEP.x, rows * STEP.y];
  const svg = shape('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' });
  svg.setAttribute('aria-label', `How it spread: ${spreadWords(incident)}`);
  const places = new Map(nodes.map((node) => [node.service, node]));
  for (const edge of edges) svg.append(...line(edge, places));
  for (const node of nodes) svg.append(...box(node));
  return element(
    'div',
    { class: 'scroll graph', tabindex: '0', role: 'region', 'aria-label': 'How it spread' },
    svg,
  );
}

function spreadWords({ steps }: Incident): string {
  return steps.map(({ from, to }) => `from ${from} to ${to}`).join(', ') || 'it stayed where it began';
}

function line({ caller, callee, spread }: GraphEdge, places: ReadonlyMap<string, GraphNode>): SVGElement[] {
  const [from, to] = [places.get(caller), places.get(callee)];
  if (from === undefined || to === undefined) return [];
  const [x1, y1] = [from.x * STEP.x + EDGE_MARGIN + BOX.width, middle(from)];
  const [x2, y2] = [to.x * STEP.x + EDGE_MARGIN, middle(to)];
  const bend = Math.max(14, (x2 - x1) / 2);
  const d = `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`;
  return [shape('path', { d, class: spread === undefined ? 'call' : 'call spread' })];
}

function box({ service, x, y, severity, isRoot }: GraphNode): SVGElement[] {
  const [left, top] = [x * STEP.x + EDGE_MARGIN, y * STEP.y + (STEP.y - BOX.height) / 2];
  const rect = shape('rect', { x: left, y: top, ...BOX, rx: 2, class: isRoot ? 'node root' : 'node' });
  if (severity !== undefined) rect.style.stroke = severityColour(severity);
  const text = shape('text', { x: left + BOX.width / 2, y: top + BOX.height / 2 });
  text.textContent = service;
  const full = shape('title', {});
  full.textContent = isRoot ? `${service}: it began here` : service;
  rect.append(full);
  return [rect, text];
}

function middle({ y }: GraphNode): number {
  return y * STEP.y + STEP.y / 2;
}

function shape<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
