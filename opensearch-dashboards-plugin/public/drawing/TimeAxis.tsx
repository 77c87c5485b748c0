import { axisFormat, share, timeTicks } from '@lapwing/visuals';
import React from 'react';
import { useLook } from '../look/LookProvider.tsx';

interface Props {
  from: number;
  to: number;
}

const MOST_TICKS = 6;

/** Times below a picture, each under its moment; the first and the last keep within the picture. */
export function TimeAxis({ from, to }: Props): React.JSX.Element {
  const look = useLook();
  return (
    <span className="lpw-axis">
      {timeTicks(from, to, MOST_TICKS).map((tick) => {
        const text = look.write(tick, axisFormat(from, to));
        const half = `${text.length / 2}ch`;
        const at = `${(share(tick, from, to) * 100).toFixed(2)}%`;
        return (
          <span key={tick} style={{ left: `clamp(${half}, ${at}, calc(100% - ${half}))` }}>
            {text}
          </span>
        );
      })}
    </span>
  );
}
