import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, type IconName, useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  icon: IconName;
  title: string;
  hint: string;
  role?: 'status' | 'alert';
}

/** What stands where a chart would: what is the matter, and what to do. */
export function PanelMessage({ icon, title, hint, role = 'status' }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box} role={role} data-testid="lapwing-panel-message">
      <Icon name={icon} size="xl" />
      <strong>{title}</strong>
      <span className={styles.hint}>{hint}</span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'box' | 'hint', string> => ({
  box: css({
    height: '100%',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: theme.spacing(0.5),
    textAlign: 'center',
    padding: theme.spacing(1),
  }),
  hint: css({ color: theme.colors.text.secondary, maxWidth: 520, overflowWrap: 'anywhere' }),
});
