import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Stack, useStyles2 } from '@grafana/ui';
import { type FieldErrors, WEEKDAYS, type WindowDraft, emptyWindow } from '@lapwing/visuals';
import React from 'react';
import { LabelRows } from './LabelRows.tsx';
import { ChecksField, ChoiceField, TextField } from './fields.tsx';

interface Props {
  windows: readonly WindowDraft[];
  onChange: (windows: WindowDraft[]) => void;
  errors: FieldErrors;
  off: boolean;
}

const EFFECTS = [
  { value: 'maintenance', label: 'Maintenance', description: 'Nothing opens, and nothing is learnt of it' },
  { value: 'no_alerts', label: 'No alerts', description: 'Anomalies are recorded, nobody is told' },
  { value: 'quieter', label: 'Quieter', description: 'An alert needs more' },
] as const;
const TYPES = [
  { value: 'weekly', label: 'every week' },
  { value: 'once', label: 'once' },
  { value: 'calendar', label: 'from a calendar' },
] as const;

/** Stretches of time that are known to be unlike others. */
export function WindowRows({ windows, onChange, errors, off }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div role="group" aria-label="Quiet times" className={styles.all}>
      {windows.map((window, place) => (
        <fieldset key={place} className={styles.window} aria-label={`Quiet time ${place + 1}`}>
          <OneWindow
            {...{ window, errors, off }}
            path={`suppress.windows[${place}]`}
            onChange={(part) => onChange(windows.map((one, i) => (i === place ? { ...one, ...part } : one)))}
          />
          <div>
            <Button
              type="button"
              size="sm"
              variant="secondary"
              icon="trash-alt"
              disabled={off}
              onClick={() => onChange(windows.filter((_, i) => i !== place))}
            >
              Remove this quiet time
            </Button>
          </div>
        </fieldset>
      ))}
      <Stack wrap="wrap" gap={1}>
        {TYPES.map(({ value, label }) => (
          <Button
            key={value}
            type="button"
            size="sm"
            variant="secondary"
            icon="plus"
            disabled={off}
            onClick={() => onChange([...windows, emptyWindow(value)])}
          >
            Quiet time {label}
          </Button>
        ))}
      </Stack>
    </div>
  );
}

function OneWindow(props: {
  window: WindowDraft;
  path: string;
  onChange: (part: Partial<WindowDraft>) => void;
  errors: FieldErrors;
  off: boolean;
}): React.JSX.Element {
  const { window, path, onChange, errors, off } = props;
  const text = (
    key: 'name' | 'from' | 'to' | 'start' | 'end' | 'timeZone' | 'calendar' | 'by',
    at: string,
  ) => ({
    ...{ errors, off, path: `${path}.${at}`, value: window[key] },
    onChange: (value: string) => onChange({ [key]: value }),
  });
  return (
    <>
      <TextField {...text('name', 'name')} label="Name" hint="Told where it had a say" />
      {window.type === 'once' && (
        <>
          <TextField {...text('from', 'from')} label="From" placeholder="2026-11-28T22:00:00+01:00" />
          <TextField {...text('to', 'to')} label="To" placeholder="2026-11-29T02:00:00+01:00" />
        </>
      )}
      {window.type === 'weekly' && (
        <>
          <ChecksField
            {...{ errors, off }}
            path={`${path}.days`}
            label="Days"
            chosen={window.days}
            options={WEEKDAYS.map((value) => ({ value, label: value }))}
            onChange={(days) => onChange({ days })}
          />
          <TextField {...text('start', 'start')} label="From" placeholder="02:00" />
          <TextField
            {...text('end', 'end')}
            label="To"
            placeholder="04:00"
            hint="Before the start: on the day after"
          />
          <TextField {...text('timeZone', 'time_zone')} label="Time zone" placeholder="Europe/Berlin" />
        </>
      )}
      {window.type === 'calendar' && (
        <TextField
          {...text('calendar', 'calendar')}
          label="Calendar"
          hint="One of those on the page Settings"
        />
      )}
      <ChoiceField
        {...{ errors, off }}
        path={`${path}.effect`}
        label="Effect"
        value={window.effect}
        options={EFFECTS}
        onChange={(effect) => onChange({ effect })}
      />
      {window.effect === 'quieter' && (
        <TextField
          {...text('by', 'by')}
          label="Needs more"
          type="number"
          hint="Decibans: 20 is a hundred times rarer"
        />
      )}
      <LabelRows
        {...{ errors, off }}
        path={`${path}.labels`}
        label="Of signals with"
        hint="All signals when there are none"
        rows={window.labels}
        onChange={(labels) => onChange({ labels })}
      />
    </>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'all' | 'window', string> => ({
  all: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) }),
  window: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
});
