import { css } from '@emotion/css';
import React from 'react';
import { READ } from '../incident/read-only.ts';

/** What a screen reader reads out when it changes; nobody sees it. */
export function ReadOut({ said }: { said: string }): React.JSX.Element {
  return (
    <div className={READ_CLASS} aria-live="polite" data-testid="lapwing-read-out">
      {said}
    </div>
  );
}

const READ_CLASS = css(READ);
