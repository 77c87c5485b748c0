import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, type BadgeColor, ConfirmModal, useStyles2 } from '@grafana/ui';
import { type DetectorRow, type DetectorState, formatDuration, formatNumber } from '@lapwing/visuals';
import React, { useState } from 'react';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { ChangeButton } from '../access/ChangeButton.tsx';
import { Row, RowList } from '../lists/RowList.tsx';
import { cellStyles } from '../lists/cells.ts';
import { detectorPath } from '../routes.ts';
import { call } from '../service.ts';
import { useAction } from '../use-action.ts';
import { QUERY_TYPES } from './query-types.ts';

interface Props {
  rows: readonly DetectorRow[];
  whyNot: string | undefined;
  onDone: () => void;
}

const STATES: Readonly<Record<DetectorState, [BadgeColor, string]>> = {
  ok: ['green', 'OK'],
  starting: ['blue', 'Starting'],
  degraded: ['orange', 'Degraded'],
  down: ['red', 'Down'],
  off: ['purple', 'Disabled'],
  unknown: ['blue', 'Not started'],
};
/** Falling behind by less is how detectors work: they wait for late data. */
const LAG_TOLD_SECONDS = 600;

/** Detectors, one a line: how each is, what it told, and buttons to switch it off and to delete it. */
export function DetectorList({ rows, whyNot, onDone }: Props): React.JSX.Element {
  const cells = useStyles2(cellStyles);
  const styles = useStyles2(getStyles);
  const { busy, problem, run, clear } = useAction();
  const [doomed, setDoomed] = useState<DetectorRow>();
  const change = (work: () => Promise<unknown>): void => void run(work).then(onDone);
  const toggle = (row: DetectorRow): void => {
    const params = { id: row.id };
    change(async () => {
      // Read anew and whole: a list leaves out what a later service has, and that must not be erased.
      const detector = await call('getDetector', { params });
      await call('changeDetector', { params, body: { ...detector, enabled: !row.enabled } });
    });
  };
  return (
    <>
      <div aria-live="polite">
        {problem && <ProblemAlert problem={problem} retry={clear} action="Close" />}
      </div>
      <RowList label="Detectors" testId="lapwing-detectors">
        {rows.map((row) => {
          const [colour, word] = STATES[row.state];
          return (
            <Row
              key={row.id}
              to={detectorPath(row.id)}
              grid={styles.grid}
              actions={
                row.provisioned ? (
                  // Nobody can change it here, whatever the role: buttons would only invite to try.
                  <span className={styles.fixed}>Set in the configuration file</span>
                ) : (
                  <>
                    <ChangeButton
                      size="sm"
                      variant="secondary"
                      whyNot={whyNot}
                      busy={busy}
                      aria-label={`${row.enabled ? 'Disable' : 'Enable'} ${row.name}`}
                      onClick={() => toggle(row)}
                    >
                      {row.enabled ? 'Disable' : 'Enable'}
                    </ChangeButton>
                    <ChangeButton
                      size="sm"
                      variant="destructive"
                      fill="outline"
                      icon="trash-alt"
                      whyNot={whyNot}
                      busy={busy}
                      aria-label={`Delete ${row.name}`}
                      onClick={() => setDoomed(row)}
                    />
                  </>
                )
              }
            >
              <span className={styles.state}>
                <Badge color={colour} text={word} />
              </span>
              <span className={cells.what}>
                <span className={cells.strong}>{row.name}</span>
                <span className={cells.quiet}>{aboutText(row)}</span>
                {row.reason !== '' && <span className={cells.quiet}>{row.reason}</span>}
              </span>
              <span className={cells.when}>
                {row.alertsAWeek === undefined
                  ? 'no figure yet'
                  : `${formatNumber(row.alertsAWeek)} ${row.alertsAWeek === 1 ? 'alert' : 'alerts'} a week`}
                <span className={cells.quiet}>{row.budget}</span>
              </span>
            </Row>
          );
        })}
      </RowList>
      <ConfirmModal
        isOpen={doomed !== undefined}
        title={`Delete ${doomed?.name ?? ''}?`}
        body="Its signals, scores and anomalies are removed with it. To keep them, disable it."
        confirmText="Delete"
        onDismiss={() => setDoomed(undefined)}
        onConfirm={() => {
          const id = doomed?.id ?? '';
          setDoomed(undefined);
          change(() => call('deleteDetector', { params: { id } }));
        }}
      />
    </>
  );
}

function aboutText({ queryType, source, lagSeconds }: DetectorRow): string {
  const what = QUERY_TYPES.find(({ value }) => value === queryType)?.listed ?? queryType;
  const behind =
    lagSeconds !== null && lagSeconds > LAG_TOLD_SECONDS
      ? `, ${formatDuration(lagSeconds * 1000)} behind`
      : '';
  return `${what} · ${source}${behind}`;
}

const getStyles = (theme: GrafanaTheme2): Record<'grid' | 'state' | 'fixed', string> => {
  const phone = theme.breakpoints.down('md');
  return {
    grid: css({
      gridTemplateColumns: '96px minmax(0, 1fr) 220px',
      [phone]: {
        gridTemplateColumns: 'auto minmax(0, 1fr)',
        gridTemplateAreas: '"state when" "what what"',
      },
    }),
    state: css({ [phone]: { gridArea: 'state' } }),
    fixed: css({
      width: 120,
      textAlign: 'right',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      [phone]: { width: 'auto', textAlign: 'left' },
    }),
  };
};
