import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Severity } from '@lapwing/contract';
import { severityColour } from '@lapwing/visuals';
import React, { type ReactNode } from 'react';
import { PageLink } from '../PageLink.tsx';

/** Rows in a frame; `label` is read out as the list's name. */
export function RowList(props: { label: string; testId: string; children: ReactNode }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} aria-label={props.label} data-testid={props.testId}>
      {props.children}
    </ul>
  );
}

interface RowProps {
  /** Where the row leads; without it the row is no link. */
  to?: string;
  /** Colours the bar at the row's beginning; none for what is in order. */
  severity?: Severity | null;
  /** A class with the grid's columns, and its areas on a phone; the first column, 4 px, is the bar's (area `bar`). */
  grid: string;
  /** What can be done with it, beside the link. */
  actions?: ReactNode;
  children: ReactNode;
}

/** One row: a link over its whole width, and what can be done with it. */
export function Row({ to, severity, grid, actions, children }: RowProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const bar = severity ? css({ background: severityColour(severity) }) : undefined;
  const inner = (
    <>
      <span className={cx(styles.bar, bar)} aria-hidden />
      {children}
    </>
  );
  return (
    <li className={styles.item}>
      {to === undefined ? (
        <div className={cx(styles.row, grid)}>{inner}</div>
      ) : (
        <PageLink to={to} className={cx(styles.row, styles.link, grid)}>
          {inner}
        </PageLink>
      )}
      {actions && <div className={styles.actions}>{actions}</div>}
    </li>
  );
}

const getStyles = (
  theme: GrafanaTheme2,
): Record<'list' | 'item' | 'row' | 'link' | 'bar' | 'actions', string> => {
  const phone = theme.breakpoints.down('md');
  return {
    list: css({
      listStyle: 'none',
      margin: 0,
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.primary,
      overflow: 'hidden',
      '& > li + li': { borderTop: `1px solid ${theme.colors.border.weak}` },
    }),
    item: css({
      display: 'flex',
      alignItems: 'center',
      [phone]: { flexDirection: 'column', alignItems: 'stretch' },
    }),
    row: css({
      display: 'grid',
      flex: 1,
      minWidth: 0,
      columnGap: theme.spacing(1.5),
      alignItems: 'center',
      padding: theme.spacing(1, 1.5, 1, 0),
      color: theme.colors.text.primary,
      [phone]: { rowGap: theme.spacing(0.25) },
    }),
    link: css({
      '&:hover': { background: theme.colors.action.hover },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
    }),
    bar: css({ alignSelf: 'stretch', margin: theme.spacing(-1, 0), [phone]: { gridArea: 'bar' } }),
    actions: css({
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      padding: theme.spacing(0.5, 1.5),
      [phone]: { paddingTop: 0, paddingBottom: theme.spacing(1) },
    }),
  };
};
