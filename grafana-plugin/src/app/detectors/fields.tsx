import { Checkbox, Combobox, Field, Input } from '@grafana/ui';
import type { FieldErrors } from '@lapwing/visuals';
import React, { type ChangeEvent } from 'react';

interface FieldProps {
  /** Place in the detector, as the service names it: `query.expr`. */
  path: string;
  label: string;
  hint?: string;
  errors: FieldErrors;
  /** The person may look, not change. */
  off: boolean;
}

function shell({ path, label, hint, errors, off }: FieldProps) {
  const error = errors.at(path);
  return {
    label,
    htmlFor: idOfField(path),
    disabled: off,
    ...(hint !== undefined && { description: hint }),
    ...(error !== undefined && { invalid: true, error: `${label} ${error}` }),
  };
}

/** The id of the input at a place of the detector; a label leads to it. */
export function idOfField(path: string): string {
  return `lapwing-${path.replace(/[^a-z0-9_]+/gi, '-')}`;
}

/** A line of text, or a number: the service judges what it is. */
export function TextField(
  props: FieldProps & {
    value: string;
    onChange: (text: string) => void;
    placeholder?: string;
    type?: 'number';
  },
): React.JSX.Element {
  return (
    <Field {...shell(props)} noMargin>
      <Input
        id={idOfField(props.path)}
        value={props.value}
        placeholder={props.placeholder ?? ''}
        inputMode={props.type === 'number' ? 'decimal' : 'text'}
        autoComplete="off"
        spellCheck={false}
        onChange={(event: ChangeEvent<HTMLInputElement>) => props.onChange(event.target.value)}
      />
    </Field>
  );
}

/** One of several. */
export function ChoiceField<T extends string>(
  props: FieldProps & {
    value: T;
    options: readonly { value: T; label: string; description?: string }[];
    onChange: (value: T) => void;
    /** Other values may be typed. */
    open?: boolean;
  },
): React.JSX.Element {
  return (
    <Field {...shell(props)} noMargin>
      <Combobox
        id={idOfField(props.path)}
        options={[...props.options]}
        value={props.value === '' ? null : props.value}
        onChange={({ value }: { value: T }) => props.onChange(value)}
        createCustomValue={props.open === true}
        disabled={props.off}
      />
    </Field>
  );
}

/** Any number of a few. */
export function ChecksField<T extends string>(
  props: FieldProps & {
    chosen: readonly T[];
    options: readonly { value: T; label: string }[];
    onChange: (chosen: T[]) => void;
  },
): React.JSX.Element {
  const { options, chosen, onChange, off } = props;
  return (
    <Field {...shell(props)} htmlFor={undefined} noMargin>
      <div
        role="group"
        aria-label={props.label}
        style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 16px' }}
      >
        {options.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            disabled={off}
            value={chosen.includes(value)}
            onChange={() =>
              onChange(
                options
                  .map((option) => option.value)
                  .filter((one) => (one === value ? !chosen.includes(one) : chosen.includes(one))),
              )
            }
          />
        ))}
      </div>
    </Field>
  );
}
