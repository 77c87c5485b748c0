import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

type CellName = 'strong' | 'what' | 'quiet' | 'when' | 'wide';

/** Looks of cells that rows of several lists share. */
export const cellStyles = (theme: GrafanaTheme2): Record<CellName, string> => ({
  strong: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  what: css({
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    [theme.breakpoints.down('md')]: { gridArea: 'what' },
  }),
  quiet: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  wide: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  when: css({
    display: 'flex',
    flexDirection: 'column',
    textAlign: 'right',
    [theme.breakpoints.down('md')]: {
      gridArea: 'when',
      flexDirection: 'row',
      alignItems: 'baseline',
      gap: theme.spacing(1),
    },
  }),
});
