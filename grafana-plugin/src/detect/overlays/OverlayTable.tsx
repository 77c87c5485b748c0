import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { Carrying } from './find-overlays.ts';

interface Props {
  carrying: readonly Carrying[];
  busy: boolean;
  onRemove: (one: Carrying) => void;
}

/** Dashboards with the panels that carry something of ours. */
export function OverlayTable({ carrying, busy, onRemove }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} aria-label="Dashboards with overlays" data-testid="lapwing-overlays">
      {carrying.map((one) => (
        <li key={one.found.uid} className={styles.row}>
          <div className={styles.what}>
            <div>
              <TextLink href={one.found.url}>{one.found.title}</TextLink>
              {one.found.folderTitle !== undefined && (
                <span className={styles.quiet}> in {one.found.folderTitle}</span>
              )}
            </div>
            <div className={styles.quiet}>{whatOf(one)}</div>
            {one.whyNot !== undefined && <div className={styles.quiet}>{one.whyNot}</div>}
          </div>
          <Button
            size="sm"
            variant="secondary"
            disabled={busy || !one.removable || one.whyNot !== undefined}
            aria-label={`Remove the overlays of ${one.found.title}`}
            onClick={() => onRemove(one)}
          >
            Remove
          </Button>
        </li>
      ))}
    </ul>
  );
}

function whatOf({ overlaid, whole, removable }: Carrying): string {
  const titles = (panels: Carrying['overlaid']): string =>
    panels.map(({ title, id }) => title || `panel ${id}`).join(', ');
  return [
    ...(overlaid.length > 0 ? [`Overlay on ${titles(overlaid)}`] : []),
    ...(removable && overlaid.length === 0 ? ['Annotation layers of Lapwing'] : []),
    ...(whole.length > 0 ? [`Lapwing’s data alone: ${titles(whole)}`] : []),
  ].join('. ');
}

const getStyles = (theme: GrafanaTheme2): Record<'list' | 'row' | 'what' | 'quiet', string> => ({
  list: css({ listStyle: 'none' }),
  row: css({
    ...{ display: 'flex', gap: theme.spacing(2), alignItems: 'center', padding: theme.spacing(1, 0) },
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  what: css({ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }),
  quiet: css({ color: theme.colors.text.secondary }),
});
