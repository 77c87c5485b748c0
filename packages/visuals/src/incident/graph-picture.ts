import { severityName } from '../severity.ts';
import { formatDuration } from '../text/durations.ts';
import type { GraphEdge, GraphNode, IncidentGraph } from './graph.ts';

/** A box of a service, in the picture's units: the corner at the top left. */
export interface PictureNode extends GraphNode {
  left: number;
  top: number;
  /** The service's name, as far as it fits. */
  name: string;
  /** `Critical, began here, suspect 1` */
  below: string;
}

export interface PictureEdge extends GraphEdge {
  /** An SVG path, in the direction in which trouble went; that of the call where it did not go. */
  path: string;
  /** Where its lag is written. */
  label: { x: number; y: number };
  /** What is written there; undefined where trouble did not go, or nobody knows how long it took. */
  lag: string | undefined;
}

export interface GraphPicture {
  width: number;
  height: number;
  nodes: PictureNode[];
  edges: PictureEdge[];
}

/** A name of some 24 letters fits, and what is said below it. */
export const NODE_WIDTH = 196;
export const NODE_HEIGHT = 44;
const GAP_X = 76;
const GAP_Y = 22;
const MARGIN = 10;
/** A way this near to a box seems to touch it. */
const CLEAR = 6;
/** From the middle of a line of text to where a label that is written above it would stand. */
const LINE = 10;
const LONGEST_NAME = 24;

/** Boxes in columns, callers to the left, joined by curves. */
export function graphPicture(graph: IncidentGraph): GraphPicture {
  const rowsOf = Map.groupBy(graph.nodes, ({ x }) => x);
  const nodes = graph.nodes.map((node): PictureNode => {
    // A column with fewer boxes stands in the middle.
    const free = graph.rows - (rowsOf.get(node.x)?.length ?? 0);
    return {
      ...node,
      ...{ name: shortName(node.service), below: wordsOf(node) },
      left: MARGIN + node.x * (NODE_WIDTH + GAP_X),
      top: MARGIN + (node.y + free / 2) * (NODE_HEIGHT + GAP_Y),
    };
  });
  const places = new Map(nodes.map((node) => [node.service, node]));
  const edges = graph.edges.flatMap((edge): (PictureEdge & { lane: number | undefined })[] => {
    const [caller, callee] = [places.get(edge.caller), places.get(edge.callee)];
    if (caller === undefined || callee === undefined) return [];
    const way: Way = edge.spread === 'up' ? [callee, caller] : [caller, callee];
    const lane = laneRound(way, nodes);
    return [{ ...edge, lag: lagOf(edge), ...(lane === undefined ? curve(way) : detour(way, lane)), lane }];
  });
  const lowest = Math.max(0, ...edges.map(({ lane }) => lane ?? 0));
  return {
    width: Math.max(1, graph.columns) * (NODE_WIDTH + GAP_X) - GAP_X + 2 * MARGIN,
    height: Math.max(Math.max(1, graph.rows) * (NODE_HEIGHT + GAP_Y) - GAP_Y + 2 * MARGIN, lowest + MARGIN),
    nodes,
    edges: edges.map(({ lane: _lane, ...edge }) => edge),
  };
}

function shortName(service: string): string {
  return service.length > LONGEST_NAME ? `${service.slice(0, LONGEST_NAME - 1)}…` : service;
}

function wordsOf({ severity, isRoot, rank }: GraphNode): string {
  return [
    severity === undefined ? 'no trouble seen' : severityName(severity),
    ...(isRoot ? ['began here'] : []),
    ...(rank === undefined ? [] : [`suspect ${rank}`]),
  ].join(', ');
}

function lagOf({ spread, lagSeconds }: GraphEdge): string | undefined {
  if (spread === undefined || lagSeconds === undefined) return undefined;
  return lagSeconds > 0 ? formatDuration(lagSeconds * 1000) : 'at once';
}

type Way = readonly [from: PictureNode, to: PictureNode];

/**
 * Where a way over more than one column goes, so that it does not pass behind a box as if it ended there: the free
 * height next to it. Undefined where nothing is in the way.
 */
function laneRound([from, to]: Way, nodes: readonly PictureNode[]): number | undefined {
  const [first, last] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const between = nodes.filter(({ x }) => x > first && x < last);
  const middle = (from.top + to.top + NODE_HEIGHT) / 2;
  const isFree = (y: number): boolean =>
    between.every(({ top }) => y <= top - CLEAR || y >= top + NODE_HEIGHT + CLEAR);
  const isStraightFree = between.every(({ x, top }) => {
    const share = (x - from.x) / (to.x - from.x);
    const y = from.top + share * (to.top - from.top);
    return Math.abs(y - top) >= NODE_HEIGHT / 2 + CLEAR;
  });
  if (isStraightFree) return undefined;
  const lanes = between.flatMap(({ top }) => [top - GAP_Y / 2, top + NODE_HEIGHT + GAP_Y / 2]);
  return lanes
    .filter((y) => y > MARGIN && isFree(y))
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
    .at(0);
}

/** Out of a box, along a lane, into another one. */
function detour([from, to]: Way, lane: number): Pick<PictureEdge, 'path' | 'label'> {
  const side = Math.sign(to.left - from.left);
  const x1 = side < 0 ? from.left : from.left + NODE_WIDTH;
  const x2 = side > 0 ? to.left : to.left + NODE_WIDTH;
  const [y1, y2] = [from.top + NODE_HEIGHT / 2, to.top + NODE_HEIGHT / 2];
  const bend = (side * GAP_X) / 2;
  return {
    path:
      `M ${x1} ${y1} C ${x1 + bend} ${y1} ${x1 + bend} ${lane} ${x1 + 2 * bend} ${lane} ` +
      `L ${x2 - 2 * bend} ${lane} C ${x2 - bend} ${lane} ${x2 - bend} ${y2} ${x2} ${y2}`,
    // On the lane itself: labels are written above their place.
    label: { x: (x1 + x2) / 2, y: lane + LINE },
  };
}

/** From one box to another: out of the side that faces it. Within a column it goes round on the right. */
function curve([from, to]: Way): Pick<PictureEdge, 'path' | 'label'> {
  const side = Math.sign(to.left - from.left);
  const x1 = side < 0 ? from.left : from.left + NODE_WIDTH;
  const x2 = side > 0 ? to.left : to.left + NODE_WIDTH;
  const [y1, y2] = [from.top + NODE_HEIGHT / 2, to.top + NODE_HEIGHT / 2];
  const bend = side === 0 ? GAP_X / 2 : (side * GAP_X) / 2;
  const [c1, c2] = [x1 + bend, side === 0 ? x2 + bend : x2 - bend];
  return {
    path: `M ${x1} ${y1} C ${c1} ${y1} ${c2} ${y2} ${x2} ${y2}`,
    label: { x: (x1 + x2 + 3 * (c1 + c2)) / 8, y: (y1 + y2) / 2 },
  };
}
