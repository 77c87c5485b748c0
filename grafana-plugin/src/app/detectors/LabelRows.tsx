import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Field, IconButton, Input, useStyles2 } from '@grafana/ui';
import type { FieldErrors, LabelRow } from '@lapwing/visuals';
import React, { type ChangeEvent } from 'react';

interface Props {
  path: string;
  label: string;
  hint: string;
  rows: readonly LabelRow[];
  onChange: (rows: LabelRow[]) => void;
  errors: FieldErrors;
  off: boolean;
}

/** Labels, each a name and a value. */
export function LabelRows({ path, label, hint, rows, onChange, errors, off }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const error = errors.at(path);
  const change = (place: number, part: Partial<LabelRow>): void =>
    onChange(rows.map((row, i) => (i === place ? { ...row, ...part } : row)));
  return (
    <Field
      label={label}
      description={hint}
      noMargin
      {...(error !== undefined && { invalid: true, error: `${label} ${error}` })}
    >
      <div role="group" aria-label={label} className={styles.rows}>
        {rows.map((row, place) => (
          <div key={place} className={styles.row}>
            <Input
              aria-label={`${label}, name ${place + 1}`}
              placeholder="service"
              value={row.name}
              disabled={off}
              onChange={(event: ChangeEvent<HTMLInputElement>) => change(place, { name: event.target.value })}
            />
            <span aria-hidden>=</span>
            <Input
              aria-label={`${label}, value ${place + 1}`}
              placeholder="checkout"
              value={row.value}
              disabled={off}
              onChange={(event: ChangeEvent<HTMLInputElement>) =>
                change(place, { value: event.target.value })
              }
            />
            <IconButton
              name="times"
              aria-label={`Remove ${label}, label ${place + 1}`}
              disabled={off}
              onClick={() => onChange(rows.filter((_, i) => i !== place))}
            />
          </div>
        ))}
        <div>
          <Button
            type="button"
            size="sm"
            variant="secondary"
            icon="plus"
            disabled={off}
            aria-label={`Add a label: ${label}`}
            onClick={() => onChange([...rows, { name: '', value: '' }])}
          >
            Add a label
          </Button>
        </div>
      </div>
    </Field>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'rows' | 'row', string> => ({
  rows: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  row: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5) }),
});
