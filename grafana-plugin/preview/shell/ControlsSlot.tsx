import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useEffect, useRef, useState } from 'react';
import { useThemeSwitch } from './theme.tsx';

interface Controls {
  mount: (element: HTMLElement) => unknown;
}

/** Where somebody else's module shows itself beside the app. Mounted once; on a phone it is shown when `open`. */
export function ControlsSlot({ url, open }: { url: string; open: boolean }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { name } = useThemeSwitch();
  const theme = useTheme2();
  const element = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState('');

  useEffect(() => {
    let ended = false;
    let cleanUp: unknown;
    import(/* webpackIgnore: true */ url).then(
      (module: Controls) => {
        if (!ended && element.current) cleanUp = module.mount(element.current);
      },
      (error: unknown) => setFailure(String(error)),
    );
    return () => {
      ended = true;
      if (typeof cleanUp === 'function') cleanUp();
    };
  }, [url]);

  return (
    <aside
      className={cx(styles.slot, open && styles.open)}
      aria-label="Controls"
      data-testid="preview-controls"
    >
      {failure && (
        <Alert severity="error" title="The controls could not be loaded">
          {failure}
        </Alert>
      )}
      <div ref={element} data-theme={name} style={lookOf(theme)} />
    </aside>
  );
}

/** Grafana's look for those who know nothing of it. */
function lookOf(theme: GrafanaTheme2): React.CSSProperties {
  const { colors } = theme;
  const look = {
    '--lapwing-background': colors.background.primary,
    '--lapwing-background-secondary': colors.background.secondary,
    '--lapwing-text': colors.text.primary,
    '--lapwing-text-secondary': colors.text.secondary,
    '--lapwing-border': colors.border.medium,
    '--lapwing-primary': colors.primary.main,
    '--lapwing-error': colors.error.main,
    '--lapwing-warning': colors.warning.main,
    '--lapwing-success': colors.success.main,
    '--lapwing-radius': theme.shape.radius.default,
    '--lapwing-font': theme.typography.fontFamily,
  };
  return look as React.CSSProperties;
}

/** From here on there is room beside the app. */
export const WIDE_PX = 1200;

const getStyles = (theme: GrafanaTheme2): Record<'slot' | 'open', string> => ({
  slot: css({
    flex: '0 0 320px',
    overflowY: 'auto',
    padding: theme.spacing(2),
    background: theme.colors.background.primary,
    borderLeft: `1px solid ${theme.colors.border.weak}`,
    [`@media (max-width: ${WIDE_PX - 1}px)`]: {
      display: 'none',
      position: 'fixed',
      zIndex: theme.zIndex.sidemenu,
      inset: '48px 0 0 auto',
      width: 'min(360px, 100vw)',
      boxShadow: theme.shadows.z3,
    },
  }),
  open: css({ [`@media (max-width: ${WIDE_PX - 1}px)`]: { display: 'block !important' } }),
});
