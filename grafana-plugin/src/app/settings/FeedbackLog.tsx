import { css } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { formatAgo, signalTitle } from '@lapwing/visuals';
import React from 'react';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { ChangeButton } from '../access/ChangeButton.tsx';
import { useWhyNot } from '../access/use-access.ts';
import { verdictName } from '../feedback/verdict-name.ts';
import { Row, RowList } from '../lists/RowList.tsx';
import { cellStyles } from '../lists/cells.ts';
import { signalPath, spanAround } from '../routes.ts';
import { call } from '../service.ts';
import { useAction } from '../use-action.ts';
import { useNow } from '../use-now.ts';
import { usePages } from '../use-pages.ts';

const PAGE = 20;

/** What people said of anomalies, newest first; each can be taken back. */
export function FeedbackLog(): React.JSX.Element {
  const cells = useStyles2(cellStyles);
  const styles = useStyles2(getStyles);
  const now = useNow();
  const whyNot = useWhyNot();
  const { busy, problem, run, clear } = useAction();
  const { items, total, more, reload, ...list } = usePages('feedback', (cursor, signal) =>
    call('listFeedback', { query: { cursor, limit: PAGE }, signal }),
  );
  if (list.problem) return <ProblemAlert problem={list.problem} retry={reload} />;
  if (!items) return <p role="status">Loading …</p>;
  if (items.length === 0) {
    return (
      <p className={cells.quiet}>
        Nothing yet. On the pages of signals and incidents you can say whether an anomaly was real: what was
        none makes its like quieter.
      </p>
    );
  }
  return (
    <>
      <p role="status">
        {items.length < total ? `The newest ${items.length} of ${total}` : total}{' '}
        {total === 1 ? 'verdict' : 'verdicts'}
      </p>
      {problem && <ProblemAlert problem={problem} retry={clear} action="Close" />}
      <RowList label="What people said" testId="lapwing-feedback">
        {items.map((one) => {
          const title = signalTitle(one.labels, `signal ${one.signal_id}`);
          const end = one.end === null ? null : Date.parse(one.end);
          return (
            <Row
              key={one.id}
              to={signalPath(one.signal_id, spanAround(Date.parse(one.start), end, now))}
              grid={styles.grid}
              actions={
                <ChangeButton
                  size="sm"
                  variant="secondary"
                  {...{ whyNot, busy }}
                  aria-label={`Take back what was said of ${title}`}
                  onClick={() =>
                    void run(() => call('removeFeedback', { params: { id: one.id } })).then(reload)
                  }
                >
                  Undo
                </ChangeButton>
              }
            >
              <span className={cells.strong}>{verdictName(one.verdict)}</span>
              <span className={cells.what}>
                <span>{title}</span>
                {one.note !== '' && <span className={cells.wide}>{one.note}</span>}
              </span>
              <span className={cells.when} title={dateTimeFormat(one.created_at)}>
                {formatAgo(Date.parse(one.created_at), now)}
                <span className={cells.quiet}>by {one.by}</span>
              </span>
            </Row>
          );
        })}
      </RowList>
      {more && (
        <Button variant="secondary" fill="text" onClick={more}>
          Show more
        </Button>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'grid', string> => ({
  grid: css({
    gridTemplateColumns: '130px minmax(0, 1fr) 130px',
    [theme.breakpoints.down('md')]: {
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      gridTemplateAreas: '". when" "what what"',
    },
  }),
});
