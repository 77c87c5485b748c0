import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

/** A part of a page under a title of its own. */
export function Section({ title, children }: { title: string; children: ReactNode }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <section aria-label={title} className={styles.section}>
      <h2 className={styles.title}>{title}</h2>
      {children}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'section' | 'title', string> => ({
  section: css({ minWidth: 0 }),
  title: css({ ...theme.typography.h4, margin: theme.spacing(0, 0, 1) }),
});
