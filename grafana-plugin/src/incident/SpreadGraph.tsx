import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
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
import React, { useEffect, useId, useMemo, useRef } from 'react';

interface Props {
  incident: Incident;
  calls: readonly Call[];
}

/** A picture wider than its place shrinks down to this share, still to be read; then it scrolls. */
const SMALLEST = 0.75;

/** The services that an incident touches, who calls whom, and the way that trouble took; the same in words below. */
export function SpreadGraph({ incident, calls }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const picture = useMemo(() => graphPicture(incidentGraph(incident, calls)), [incident, calls]);
  const words = spreadText(incident);
  const arrow = useId();
  const root = picture.nodes.find(({ isRoot }) => isRoot);
  const scroll = useRef<HTMLDivElement>(null);
  // Where it began is seen first, however wide the picture is.
  useEffect(() => {
    const box = scroll.current;
    if (box && root) box.scrollLeft = root.left * (box.scrollWidth / picture.width) - box.clientWidth / 3;
  }, [root?.service, picture.width]);
  return (
    <div data-testid="lapwing-graph">
      <div className={styles.scroll} ref={scroll} tabIndex={0} role="group" aria-label="Graph">
        <svg
          className={styles.picture}
          style={{ maxWidth: picture.width, minWidth: picture.width * SMALLEST }}
          viewBox={`0 0 ${picture.width} ${picture.height}`}
          role="img"
          aria-label={`${picture.nodes.length} services and how trouble spread among them`}
        >
          <Arrow id={`${arrow}-spread`} spread />
          <Arrow id={`${arrow}-call`} spread={false} />
          {picture.edges.map((edge) => (
            <Edge
              key={JSON.stringify([edge.caller, edge.callee])}
              edge={edge}
              arrow={`url(#${arrow}-${edge.spread === undefined ? 'call' : 'spread'})`}
            />
          ))}
          {picture.nodes.map((node) => (
            <Node key={node.service} node={node} />
          ))}
        </svg>
      </div>
      {words.length > 0 ? (
        <ol className={styles.words} aria-label="How trouble spread">
          {words.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
      ) : (
        <p className={styles.quiet}>Nothing tells yet how trouble went from one service to another.</p>
      )}
    </div>
  );
}

function Arrow({ id, spread }: { id: string; spread: boolean }): React.JSX.Element {
  const theme = useTheme2();
  const colour = spread ? theme.colors.error.text : theme.colors.border.strong;
  return (
    <defs>
      <marker id={id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
        <path d="M 0 0 L 8 4 L 0 8 z" fill={colour} />
      </marker>
    </defs>
  );
}

function Edge({ edge, arrow }: { edge: PictureEdge; arrow: string }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { path, label, spread, lag } = edge;
  return (
    <g>
      <path d={path} className={spread === undefined ? styles.call : styles.spread} markerEnd={arrow} />
      {lag !== undefined && (
        <text x={label.x} y={label.y - 6} textAnchor="middle" className={styles.lag}>
          {lag}
        </text>
      )}
    </g>
  );
}

function Node({ node }: { node: PictureNode }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { service, name, below, left, top, severity, isRoot } = node;
  return (
    <g transform={`translate(${left} ${top})`}>
      <title>{`${service}: ${below}`}</title>
      <rect
        width={NODE_WIDTH}
        height={NODE_HEIGHT}
        rx={4}
        fill={theme.colors.background.secondary}
        stroke={severity === undefined ? theme.colors.border.medium : severityColour(severity)}
        strokeWidth={isRoot ? 3 : 1.5}
        strokeDasharray={severity === undefined ? '4 3' : undefined}
      />
      <text x={10} y={18} className={styles.name}>
        {name}
      </text>
      <text x={10} y={35} className={styles.below}>
        {below}
      </text>
    </g>
  );
}

type StyleName = 'scroll' | 'picture' | 'words' | 'quiet' | 'call' | 'spread' | 'lag' | 'name' | 'below';

const getStyles = (theme: GrafanaTheme2): Record<StyleName, string> => ({
  scroll: css({ overflowX: 'auto', maxWidth: '100%' }),
  picture: css({ display: 'block', width: '100%', height: 'auto' }),
  words: css({ margin: theme.spacing(1, 0, 0, 2.5), overflowWrap: 'anywhere' }),
  quiet: css({ color: theme.colors.text.secondary, margin: theme.spacing(1, 0, 0) }),
  call: css({ fill: 'none', stroke: theme.colors.border.strong, strokeWidth: 1.5 }),
  spread: css({ fill: 'none', stroke: theme.colors.error.text, strokeWidth: 2 }),
  lag: css({
    fill: theme.colors.text.primary,
    stroke: theme.colors.background.primary,
    strokeWidth: 3,
    paintOrder: 'stroke',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  name: css({ fill: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium, fontSize: 13 }),
  below: css({ fill: theme.colors.text.secondary, fontSize: 11 }),
});
