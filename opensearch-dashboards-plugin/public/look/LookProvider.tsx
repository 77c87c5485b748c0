import { severityColour, SEVERITIES } from '@lapwing/visuals';
import React, { type CSSProperties, type ReactNode, createContext, useContext } from 'react';
import uplotStyle from 'uplot/dist/uPlot.min.css';
import style from '../drawing/style.css';
import type { Look } from './look.ts';

const Context = createContext<Look | undefined>(undefined);
const STYLE_ID = 'lapwing-style';

/** Hands the look on to what is drawn inside, and its colours to the style sheet as variables. */
export function LookProvider({ look, children }: { look: Look; children: ReactNode }): React.JSX.Element {
  addStyle();
  return (
    <Context.Provider value={look}>
      <div className="lpw" style={variables(look)}>
        {children}
      </div>
    </Context.Provider>
  );
}

export function useLook(): Look {
  const look = useContext(Context);
  if (look === undefined) throw new Error('what is drawn must stand in a LookProvider');
  return look;
}

function variables({ colours }: Look): CSSProperties {
  return Object.fromEntries([
    ...Object.entries(colours).map(([name, colour]) => [`--lpw-${name}`, colour]),
    ...SEVERITIES.map((severity) => [`--lpw-${severity.toLowerCase()}`, severityColour(severity)]),
  ]) as CSSProperties;
}

/** Once a page, whichever part of the plugin is shown first. */
function addStyle(): void {
  if (document.getElementById(STYLE_ID)) return;
  const element = document.createElement('style');
  element.id = STYLE_ID;
  element.textContent = uplotStyle + style;
  document.head.append(element);
}
