import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Severity } from '@lapwing/contract';
import { severityColour } from '@lapwing/visuals';
import React, { type ReactNode } from 'react';
import { PageLink } from '../PageLink.tsx';

interface ListProps {
  /** Read out as the list's name. */
  label: string;
  testId: string;
  /** What holds for all rows. */
  above?: ReactNode;
  children: ReactNode;
}

/** Rows in a frame. */
export function RowList({ label, testId, above, children }: ListProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div>
      {above}
      <ul className={styles.list} aria-label={label} data-testid={testId}>
        {children}
      </ul>
    </div>
  );
}

interface RowProps {
  /** Where the row leads; without it the row is no link. */
  to?: string;
  /** Colours the row's edge, over its buttons too; none for what is in order. */
  severity?: Severity | null;
  /** A class with the grid's columns, and its areas on a phone. */
  grid: string;
  /** What can be done with it, beside the link. */
  actions?: ReactNode;
  children: ReactNode;
}

/** One row: a link over its whole width, and what can be done with it. */
export function Row({ to, severity, grid, actions, children }: RowProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const edge = severity ? css({ borderLeftColor: severityColour(severity) }) : undefined;
  return (
    <li className={cx(styles.item, edge)}>
      {to === undefined ? (
        <div className={cx(styles.row, grid)}>{children}</div>
      ) : (
        <PageLink to={to} className={cx(styles.row, styles.link, grid)}>
          {children}
        </PageLink>
      )}
      {actions && <div className={styles.actions}>{actions}</div>}
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'list' | 'item' | 'row' | 'link' | 'actions', string> => {
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
      borderLeft: '4px solid transparent',
      [phone]: { flexDirection: 'column', alignItems: 'stretch' },
    }),
    row: css({
      display: 'grid',
      flex: 1,
      minWidth: 0,
      columnGap: theme.spacing(1.5),
      alignItems: 'center',
      padding: theme.spacing(1, 1.5),
      color: theme.colors.text.primary,
      [phone]: { rowGap: theme.spacing(0.25) },
    }),
    link: css({
      '&:hover': { background: theme.colors.action.hover },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
    }),
    actions: css({
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      padding: theme.spacing(0.5, 1.5),
      [phone]: { paddingTop: 0, paddingBottom: theme.spacing(1) },
    }),
  };
};
