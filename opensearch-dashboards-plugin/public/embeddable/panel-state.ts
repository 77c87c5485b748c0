import type { Span } from '../panels/bounds.ts';
import type { Conditions } from '../panels/conditions.ts';
import type { PanelSettings } from './settings.ts';

/** What a panel of ours is to show now. */
export interface PanelState {
  settings: PanelSettings;
  /** Of the dashboard; undefined where it has none that can be read. */
  span: Span | undefined;
  conditions: Conditions;
  /** CSS pixels. */
  height: number;
  /** Rises with each refresh. */
  turn: number;
}
