import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, ToolbarButton, useStyles2 } from '@grafana/ui';
import React, { type ReactNode, useState } from 'react';
import { Link, useLocation } from 'react-router-dom';
import {
  ALERTS_PATH,
  DETECTORS_PATH,
  INCIDENTS_PATH,
  NEW_DETECTOR_PATH,
  SETTINGS_PATH,
  SIGNALS_PATH,
  TRENDS_PATH,
} from '../../src/app/routes.ts';
import { APP_ID, APP_ROOT } from '../../src/ids.ts';
import type { PreviewSettings } from '../settings.ts';
import { ControlsSlot, WIDE_PX } from './ControlsSlot.tsx';
import { useThemeSwitch } from './theme.tsx';

const PAGES = [
  { path: APP_ROOT, text: 'Anomalies' },
  { path: INCIDENTS_PATH, text: 'Incidents' },
  { path: ALERTS_PATH, text: 'Alerts' },
  { path: SIGNALS_PATH, text: 'Signals' },
  { path: DETECTORS_PATH, text: 'Detectors' },
  { path: TRENDS_PATH, text: 'Trends' },
  { path: SETTINGS_PATH, text: 'Settings' },
  { path: '/dashboard', text: 'Dashboard' },
  { path: '/explore', text: 'Explore' },
  { path: `/plugins/${APP_ID}`, text: 'Configuration' },
  { path: '/datasource', text: 'Data source' },
];

/** Head, pages and the slot beside them. */
export function Shell({
  settings,
  children,
}: {
  settings: PreviewSettings;
  children: ReactNode;
}): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { name, toggle } = useThemeSwitch();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  // The longest path that fits: the incidents lie below the app's root.
  const place = pathname === NEW_DETECTOR_PATH ? DETECTORS_PATH : pathname;
  const here = PAGES.map(({ path }) => path)
    .filter((path) => place.startsWith(path))
    .sort((a, b) => b.length - a.length)[0];
  return (
    <div className={styles.shell}>
      <header className={styles.head}>
        <img className={styles.logo} src={`/public/plugins/${APP_ID}/img/logo.svg`} alt="" />
        <strong className={styles.name}>{settings.title}</strong>
        <nav className={styles.nav} aria-label="Pages">
          {PAGES.map(({ path, text }) => (
            <Link
              key={path}
              to={path}
              className={cx(styles.link, path === here && styles.here)}
              aria-current={path === here ? 'page' : undefined}
            >
              {text}
            </Link>
          ))}
        </nav>
        {settings.controls && (
          <div className={styles.controls}>
            <ToolbarButton
              icon="sliders-v-alt"
              variant={open ? 'active' : 'canvas'}
              aria-label="Controls"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              Controls
            </ToolbarButton>
          </div>
        )}
        <IconButton
          name="adjust-circle"
          size="lg"
          aria-label={name === 'dark' ? 'Light theme' : 'Dark theme'}
          tooltip={name === 'dark' ? 'Light theme' : 'Dark theme'}
          onClick={toggle}
        />
      </header>
      <div className={styles.body}>
        <main className={styles.main}>{children}</main>
        {settings.controls && <ControlsSlot url={settings.controls} open={open} />}
      </div>
    </div>
  );
}

type StyleName = 'shell' | 'head' | 'logo' | 'name' | 'nav' | 'link' | 'here' | 'controls' | 'body' | 'main';

const getStyles = (theme: GrafanaTheme2): Record<StyleName, string> => ({
  shell: css({
    height: '100vh',
    display: 'flex',
    flexDirection: 'column',
    background: theme.colors.background.canvas,
  }),
  head: css({
    flex: '0 0 48px',
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    padding: theme.spacing(0, 2),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  logo: css({ width: 24, height: 24 }),
  name: css({
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    [theme.breakpoints.down('md')]: { display: 'none' },
  }),
  nav: css({
    flex: 1,
    display: 'flex',
    alignSelf: 'stretch',
    overflowX: 'auto',
    marginLeft: theme.spacing(1),
  }),
  link: css({
    display: 'flex',
    alignItems: 'center',
    padding: theme.spacing(0, 1.5),
    color: theme.colors.text.secondary,
    whiteSpace: 'nowrap',
    borderBottom: '2px solid transparent',
    '&:hover': { color: theme.colors.text.primary },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  here: css({ color: theme.colors.text.primary, borderBottomColor: theme.colors.primary.main }),
  controls: css({ [`@media (min-width: ${WIDE_PX}px)`]: { display: 'none' } }),
  body: css({ flex: 1, minHeight: 0, display: 'flex' }),
  main: css({ flex: 1, minWidth: 0, overflow: 'auto' }),
});
