import { euiThemeVars } from '@osd/ui-shared-deps/theme';
import moment from 'moment-timezone';
import type { UiSettings } from '../../types/core-public.ts';

/** How things look and how moments are written, by OpenSearch Dashboards' own settings. */
export interface Look {
  dark: boolean;
  colours: Colours;
  /** IANA name; undefined: the browser's own. */
  timeZone: string | undefined;
  /** A moment (epoch ms) in the format that people chose. */
  moment(time: number): string;
  /** A moment in a moment.js format. */
  write(time: number, format: string): string;
}

interface Colours {
  text: string;
  quiet: string;
  border: string;
  surface: string;
  link: string;
  trouble: string;
  value: string;
  expected: string;
}

const DEFAULT_FORMAT = 'MMM D, YYYY @ HH:mm:ss.SSS';

export function lookOf(uiSettings: UiSettings): Look {
  const dark = uiSettings.get('theme:darkMode') === true;
  const format = textOr(uiSettings.get('dateFormat'), DEFAULT_FORMAT);
  const zone = textOr(uiSettings.get('dateFormat:tz'), 'Browser');
  const timeZone = zone === 'Browser' || moment.tz.zone(zone) === null ? undefined : zone;
  const write = (time: number, as: string): string =>
    (timeZone === undefined ? moment(time) : moment.tz(time, timeZone)).format(as);
  return { dark, colours: coloursOf(dark), timeZone, moment: (time) => write(time, format), write };
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

/** The theme's variable, or what it is in the theme that OpenSearch Dashboards had at first. */
function coloursOf(dark: boolean): Colours {
  const of = (name: string, light: string, night: string): string =>
    textOr(euiThemeVars?.[name], dark ? night : light);
  return {
    text: of('euiTextColor', '#343741', '#DFE5EF'),
    quiet: of('euiTextSubduedColor', '#6a717d', '#98A2B3'),
    border: of('euiColorLightShade', '#D3DAE6', '#343741'),
    surface: of('euiColorEmptyShade', '#fff', '#1D1E24'),
    link: of('euiColorPrimaryText', '#006BB4', '#1BA9F5'),
    trouble: of('euiColorDangerText', '#BD271E', '#F66'),
    value: dark ? '#73BF69' : '#37872D',
    expected: dark ? '#8AB8FF' : '#3274D9',
  };
}
