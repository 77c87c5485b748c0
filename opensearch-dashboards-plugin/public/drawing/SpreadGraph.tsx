import type { Incident } from '@lapwing/contract';
import {
  type Call,
  NODE_HEIGHT,
  NODE_WIDTH,
  type PictureEdge,
  type PictureNode,
  graphPicture,
  incidentGraph,
  severityColour,
  spreadText,
} from '@lapwing/visuals';
import React, { useEffect, useMemo, useRef } from 'react';

/** A picture wider than its place shrinks down to this share, still to be read; then it scrolls. */
const SMALLEST = 0.75;
let pictures = 0;

/** The services that an incident touches, who calls whom, and the way that trouble took; the same in words below. */
export function SpreadGraph({
  incident,
  calls,
}: {
  incident: Incident;
  calls: readonly Call[];
}): React.JSX.Element {
  const picture = useMemo(() => graphPicture(incidentGraph(incident, calls)), [incident, calls]);
  const words = spreadText(incident);
  const id = useRef('');
  // React's own useId is not in 16.
  if (id.current === '') id.current = `lpw-arrow-${pictures++}`;
  const root = picture.nodes.find(({ isRoot }) => isRoot);
  const scroll = useRef<HTMLDivElement>(null);
  // Where it began is seen first, however wide the picture is.
  useEffect(() => {
    const box = scroll.current;
    if (box && root) box.scrollLeft = root.left * (box.scrollWidth / picture.width) - box.clientWidth / 3;
  }, [root?.service, picture.width]);
  return (
    <div data-test-subj="lapwingGraph">
      <div className="lpw-scroll" ref={scroll} tabIndex={0} role="group" aria-label="Graph">
        <svg
          className="lpw-graph"
          style={{ maxWidth: picture.width, minWidth: picture.width * SMALLEST }}
          viewBox={`0 0 ${picture.width} ${picture.height}`}
          role="img"
          aria-label={`${picture.nodes.length} services and how trouble spread among them`}
        >
          <defs>
            <Arrow id={`${id.current}-spread`} className="lpw-arrow-spread" />
            <Arrow id={`${id.current}-call`} className="lpw-arrow-call" />
          </defs>
          {picture.edges.map((edge) => (
            <Edge key={JSON.stringify([edge.caller, edge.callee])} edge={edge} arrow={id.current} />
          ))}
          {picture.nodes.map((node) => (
            <Node key={node.service} node={node} />
          ))}
        </svg>
      </div>
      {words.length > 0 ? (
        <ol className="lpw-words" aria-label="How trouble spread">
          {words.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
      ) : (
        <p className="lpw-quiet">Nothing tells yet how trouble went from one service to another.</p>
      )}
    </div>
  );
}

function Arrow({ id, className }: { id: string; className: string }): React.JSX.Element {
  return (
    <marker id={id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
      <path d="M 0 0 L 8 4 L 0 8 z" className={className} />
    </marker>
  );
}

function Edge({ edge, arrow }: { edge: PictureEdge; arrow: string }): React.JSX.Element {
  const { path, label, spread, lag } = edge;
  const kind = spread === undefined ? 'call' : 'spread';
  return (
    <g>
      <path d={path} className={`lpw-${kind}`} markerEnd={`url(#${arrow}-${kind})`} />
      {lag !== undefined && (
        <text x={label.x} y={label.y - 6} textAnchor="middle" className="lpw-lag">
          {lag}
        </text>
      )}
    </g>
  );
}

function Node({ node }: { node: PictureNode }): React.JSX.Element {
  const { service, name, below, left, top, severity, isRoot } = node;
  return (
    <g transform={`translate(${left} ${top})`}>
      <title>{`${service}: ${below}`}</title>
      <rect
        width={NODE_WIDTH}
        height={NODE_HEIGHT}
        rx={4}
        className="lpw-node"
        style={severity && { stroke: severityColour(severity) }}
        strokeWidth={isRoot ? 3 : 1.5}
        strokeDasharray={severity === undefined ? '4 3' : undefined}
      />
      <text x={10} y={18} className="lpw-node-name">
        {name}
      </text>
      <text x={10} y={35} className="lpw-node-below">
        {below}
      </text>
    </g>
  );
}
