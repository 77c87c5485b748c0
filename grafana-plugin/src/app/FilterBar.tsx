import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { FilterInput, FilterPill, useStyles2 } from '@grafana/ui';
import React, { type ReactNode, useEffect, useRef, useState } from 'react';

/** A page's filters, side by side as far as there is room. */
export function FilterBar({ children }: { children: ReactNode }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <search className={styles.bar} aria-label="Filters">
      {children}
    </search>
  );
}

/** Typing is let come to rest before the service is asked. */
const REST_MS = 300;

/** A search field that tells its text once typing has come to rest. */
export function SearchField(props: {
  placeholder: string;
  value: string;
  onChange: (text: string) => void;
}): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState(props.value);
  const told = useRef(props.value);
  const tell = useRef(props.onChange);
  tell.current = props.onChange;
  useEffect(() => {
    // Changed from outside: by a link, or by the button that shows all.
    if (props.value !== told.current) setText(props.value);
    told.current = props.value;
  }, [props.value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      tell.current(text);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className={styles.search}>
      <FilterInput
        placeholder={props.placeholder}
        aria-label={props.placeholder}
        value={text}
        escapeRegex={false}
        onChange={setText}
      />
    </div>
  );
}

/** Pills of which any number can be chosen; none means all. */
export function Pills<T extends string>(props: {
  label: string;
  options: readonly { value: T; text: string }[];
  chosen: readonly string[];
  onChange: (chosen: T[]) => void;
}): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { options, chosen } = props;
  return (
    <div className={styles.pills} role="group" aria-label={props.label}>
      {options.map(({ value, text }) => (
        <FilterPill
          key={value}
          label={text}
          selected={chosen.includes(value)}
          onClick={() =>
            props.onChange(
              options
                .map((option) => option.value)
                .filter((one) => (one === value ? !chosen.includes(one) : chosen.includes(one))),
            )
          }
        />
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'bar' | 'search' | 'pills', string> => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 2),
    alignItems: 'center',
    marginBottom: theme.spacing(1),
  }),
  search: css({ flex: '1 1 240px', maxWidth: 420 }),
  pills: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
