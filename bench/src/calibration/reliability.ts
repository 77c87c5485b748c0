/** How often p-values of each level came on one set or shape, beside how often they should. */
export interface Curve {
  name: string;
  /** Of sets with real readings, drawn in colour; made-up shapes are drawn behind them. */
  real: boolean;
  levels: readonly number[];
  shares: readonly number[];
}

const [LEFT, TOP, SIZE, LEGEND] = [70, 40, 360, 210];
const DECADES = 5;
const COLOURS = ['#2563eb', '#d97706', '#059669', '#be185d'];

const STYLE = `text{font:12px system-ui,sans-serif;fill:#1d2330}.title{font-weight:600;font-size:13px}.grid{stroke:#9aa5b8;stroke-width:.5}
.exact{stroke:#1d2330;stroke-dasharray:5 4}.band{fill:#9aa5b8;opacity:.18}.shape{stroke:#9aa5b8;fill:none}.set{fill:none;stroke-width:2.5}
@media (prefers-color-scheme:dark){text{fill:#dde1ea}.exact{stroke:#dde1ea}.grid,.shape{stroke:#5d6880}}`;

const at = (decades: number): number =>
  (Math.min(DECADES + 0.5, Math.max(0, decades)) / (DECADES + 0.5)) * SIZE;
const x = (p: number): number => LEFT + at(-Math.log10(p));
const y = (share: number): number => TOP + at(-Math.log10(share));
const point = (p: number, share: number): string => `${x(p).toFixed(1)},${y(share).toFixed(1)}`;

/**
 * A reliability diagram: p-values to the right, how often such or smaller ones came downwards, both by their logarithm.
 * On the dashed line they are exact; the band is half to twice as often. A curve ends where nothing came.
 */
export function reliabilityDiagram(curves: readonly Curve[]): string {
  const ticks = Array.from({ length: DECADES }, (_, k) => 10 ** -(k + 1));
  const grid = ticks.flatMap((p) => [
    `<line class="grid" x1="${x(p)}" y1="${TOP}" x2="${x(p)}" y2="${TOP + SIZE}"/>`,
    `<line class="grid" x1="${LEFT}" y1="${y(p)}" x2="${LEFT + SIZE}" y2="${y(p)}"/>`,
    `<text x="${x(p)}" y="${TOP + SIZE + 16}" text-anchor="middle">${p}</text>`,
    `<text x="${LEFT - 6}" y="${y(p) + 4}" text-anchor="end">${p}</text>`,
  ]);
  const [first, last] = [ticks[0], ticks[ticks.length - 1]];
  const band = [
    point(first, first * 2),
    point(last, last * 2),
    point(last, last / 2),
    point(first, first / 2),
  ];
  let colour = 0;
  const drawn = [...curves]
    .sort((a, b) => Number(a.real) - Number(b.real))
    .map((curve) => {
      const points = curve.levels.flatMap((p, k) => (curve.shares[k] > 0 ? [point(p, curve.shares[k])] : []));
      if (!curve.real) return `<polyline class="shape" points="${points.join(' ')}"/>`;
      const stroke = COLOURS[colour % COLOURS.length];
      const height = TOP + 18 * ++colour;
      return [
        `<polyline class="set" stroke="${stroke}" points="${points.join(' ')}"/>`,
        `<line stroke="${stroke}" stroke-width="2.5" x1="${LEFT + SIZE + 14}" x2="${LEFT + SIZE + 34}" y1="${height - 4}" y2="${height - 4}"/>`,
        `<text x="${LEFT + SIZE + 40}" y="${height}">${curve.name}</text>`,
      ].join('\n');
    });
  const width = LEFT + SIZE + LEGEND;
  const height = TOP + SIZE + 40;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<style>${STYLE}</style>
<title>Reliability: how often p-values of each size came</title>
<text class="title" x="${LEFT}" y="20">How often p-values came (down) over their size (right)</text>
${grid.join('\n')}
<polygon class="band" points="${band.join(' ')}"/>
<line class="exact" x1="${x(first)}" y1="${y(first)}" x2="${x(last)}" y2="${y(last)}"/>
${drawn.join('\n')}
<text x="${LEFT + SIZE + 14}" y="${TOP + 18 * (colour + 1)}">grey: made-up shapes</text>
</svg>
`;
}
