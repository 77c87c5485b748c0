import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { PluginPageProps } from '@grafana/runtime';
import { TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';

/** A page's frame as Grafana draws it: where it stands, its title, what can be done, and the page. */
export function PageFrame({
  pageNav,
  subTitle,
  actions,
  info,
  children,
}: PluginPageProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const parent = pageNav?.parentItem;
  const below = subTitle ?? pageNav?.subTitle;
  return (
    <div className={styles.page}>
      {parent?.url && (
        <nav aria-label="Breadcrumbs">
          <TextLink href={parent.url} inline={false} color="secondary">
            {`← ${parent.text}`}
          </TextLink>
        </nav>
      )}
      {pageNav && (
        <header className={styles.head}>
          <div className={styles.titles}>
            <h1 className={styles.title}>{pageNav.text}</h1>
            {below && <div className={styles.below}>{below}</div>}
          </div>
          <div className={styles.actions}>
            {info?.map(({ label, value }) => (
              <span key={label}>
                {label}: {value}
              </span>
            ))}
            {actions}
          </div>
        </header>
      )}
      {children}
    </div>
  );
}

const getStyles = (
  theme: GrafanaTheme2,
): Record<'page' | 'head' | 'titles' | 'title' | 'below' | 'actions', string> => ({
  page: css({
    padding: theme.spacing(3, 4),
    maxWidth: 1600,
    [theme.breakpoints.down('md')]: { padding: theme.spacing(2) },
  }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
  }),
  titles: css({ minWidth: 0, flex: '1 1 280px' }),
  title: css({ ...theme.typography.h2, margin: 0, overflowWrap: 'anywhere' }),
  below: css({ color: theme.colors.text.secondary }),
  actions: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
});
