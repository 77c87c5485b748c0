import { dateTimeFormat } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Silence } from '@lapwing/contract';
import { formatDuration } from '@lapwing/visuals';
import { css } from '@emotion/css';
import React from 'react';
import type { Problem } from '../../service/problem.ts';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { ChangeButton } from '../access/ChangeButton.tsx';
import { Row, RowList } from '../lists/RowList.tsx';
import { cellStyles } from '../lists/cells.ts';
import { call } from '../service.ts';
import { useAction } from '../use-action.ts';
import { coversText } from './covers-text.ts';

interface Props {
  silences: readonly Silence[] | undefined;
  problem: Problem | undefined;
  now: number;
  whyNot: string | undefined;
  onDone: () => void;
}

/** Silences that hold now, each with a way to end it. */
export function SilenceList({ silences, problem, now, whyNot, onDone }: Props): React.JSX.Element {
  const cells = useStyles2(cellStyles);
  const action = useAction();
  if (problem) return <ProblemAlert problem={problem} retry={onDone} />;
  return (
    <>
      {action.problem && <ProblemAlert problem={action.problem} retry={action.clear} action="Close" />}
      {silences?.length === 0 && <p className={cells.quiet}>None holds. An alert above can be silenced.</p>}
      {silences && silences.length > 0 && (
        <RowList label="Silences" testId="lapwing-silences">
          {silences.map((silence) => (
            <Row
              key={silence.id}
              grid={GRID}
              actions={
                <ChangeButton
                  size="sm"
                  variant="secondary"
                  whyNot={whyNot}
                  busy={action.busy}
                  aria-label={`End the silence of ${coversText(silence)}`}
                  onClick={() =>
                    void action.run(() => call('removeSilence', { params: { id: silence.id } })).then(onDone)
                  }
                >
                  End it
                </ChangeButton>
              }
            >
              <span>
                <span className={cells.strong}>{coversText(silence)}</span>{' '}
                <span className={cells.quiet}>
                  {silence.comment !== '' && `${silence.comment}, `}by {silence.by}
                </span>
              </span>
              <span title={dateTimeFormat(silence.until)}>
                for {formatDuration(Date.parse(silence.until) - now)} more
              </span>
            </Row>
          ))}
        </RowList>
      )}
    </>
  );
}

const GRID = css({ gridTemplateColumns: 'minmax(0, 1fr) auto' });
