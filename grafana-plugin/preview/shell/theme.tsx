import { ThemeContext, getThemeById } from '@grafana/data';
import { config } from '@grafana/runtime';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import React, { type ReactNode, createContext, useContext, useEffect, useMemo, useState } from 'react';

type ThemeName = 'light' | 'dark';
interface ThemeSwitch {
  name: ThemeName;
  toggle: () => void;
}

const Switch = createContext<ThemeSwitch>({ name: 'dark', toggle: () => undefined });
export const useThemeSwitch = (): ThemeSwitch => useContext(Switch);

/** Grafana's theme for all that is within, and a switch for it. */
export function ThemeProvider({ children }: { children: ReactNode }): React.JSX.Element {
  const [name, setName] = useState<ThemeName>(config.bootData.user.theme === 'light' ? 'light' : 'dark');
  const theme = useMemo(() => getThemeById(name), [name]);
  // Scenes and some components of Grafana read it from here.
  config.theme2 = theme;
  config.bootData.user.lightTheme = name === 'light';
  useEffect(() => {
    document.body.classList.toggle('theme-light', name === 'light');
    document.body.classList.toggle('theme-dark', name === 'dark');
    document.documentElement.style.colorScheme = name;
    localStorage.setItem('lapwing.theme', name);
  }, [name]);
  const toggle = (): void => setName((old) => (old === 'light' ? 'dark' : 'light'));
  return (
    <ThemeContext.Provider value={theme}>
      <Switch.Provider value={{ name, toggle }}>
        <GlobalStyles />
        {children}
        <PortalContainer />
      </Switch.Provider>
    </ThemeContext.Provider>
  );
}
