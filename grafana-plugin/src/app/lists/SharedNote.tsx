import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** What all signals below have in common, said once; nothing when they share nothing. */
export function SharedNote({ shared }: { shared: string }): React.JSX.Element | null {
  const note = useStyles2(getStyles);
  return shared === '' ? null : <p className={note}>All of them: {shared}</p>;
}

const getStyles = (theme: GrafanaTheme2): string =>
  css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    margin: theme.spacing(0, 0, 0.5),
    overflowWrap: 'anywhere',
  });
