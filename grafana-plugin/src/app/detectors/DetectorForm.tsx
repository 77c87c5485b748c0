import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Checkbox, Collapse, Field, FieldSet, useStyles2 } from '@grafana/ui';
import type { SourceInfo } from '@lapwing/contract';
import {
  type DetectorDraft,
  type FieldErrors,
  type QueryType,
  SEVERITIES,
  emptyQuery,
  idOf,
  severityName,
} from '@lapwing/visuals';
import React, { useState } from 'react';
import { LabelRows } from './LabelRows.tsx';
import { QueryFields } from './query/QueryFields.tsx';
import { WindowRows } from './WindowRows.tsx';
import { ChoiceField, TextField } from './fields.tsx';
import { KIND_OF_QUERY, QUERY_TYPES } from './query-types.ts';

interface Props {
  draft: DetectorDraft;
  onChange: (draft: DetectorDraft) => void;
  errors: FieldErrors;
  /** The person may look, not change. */
  off: boolean;
  /** A new one: its id can be chosen still. */
  isNew: boolean;
  sources: readonly SourceInfo[];
  detectors: readonly { id: string; name: string }[];
}

const SEVERITY_CHOICES = SEVERITIES.map((value) => ({ value, label: severityName(value) }));

/** Every setting of a detector. Where the service finds fault it is told at the field. */
export function DetectorForm(props: Props): React.JSX.Element {
  const { draft, onChange, errors, off } = props;
  const styles = useStyles2(getStyles);
  const change = (part: Partial<DetectorDraft>): void => onChange({ ...draft, ...part });
  const common = { errors, off };
  const text = (path: string, key: TextKey, label: string, hint?: string) => (
    <TextField
      {...{ ...common, path, label, hint }}
      value={draft[key]}
      onChange={(value) => change({ [key]: value })}
    />
  );
  return (
    <div className={styles.form} data-testid="lapwing-detector-form">
      <What {...props} change={change} />
      <FieldSet label="When it reads" className={styles.set}>
        {text('interval', 'interval', 'Interval', 'How often it looks: 30s, 1m, 1h')}
        {text('delay', 'delay', 'Delay', 'How long late data is waited for')}
        {text('history', 'history', 'History', 'How far back a new detector begins')}
      </FieldSet>
      <FieldSet label="When somebody is told" className={styles.set}>
        <TextField
          {...common}
          path="alert_budget.false_alerts"
          label="False alerts"
          hint="How many it may raise for nothing; a backtest shows what comes of it"
          type="number"
          value={draft.falseAlerts}
          onChange={(falseAlerts) => change({ falseAlerts })}
        />
        <ChoiceField
          {...common}
          path="alert_budget.per"
          label="Per"
          value={draft.per}
          options={(['day', 'week', 'month'] as const).map((value) => ({ value, label: value }))}
          onChange={(per) => change({ per })}
        />
        <ChoiceField
          {...common}
          path="alert_at"
          label="And no milder than"
          value={draft.alertAt === '' ? 'any' : draft.alertAt}
          options={[{ value: 'any', label: 'The budget alone decides' }, ...SEVERITY_CHOICES]}
          onChange={(value) => change({ alertAt: value === 'any' ? '' : value })}
        />
        <ChoiceField
          {...common}
          path="open_at"
          label="An anomaly opens from"
          value={draft.openAt}
          options={SEVERITY_CHOICES}
          onChange={(openAt) => change({ openAt })}
        />
        <ChoiceField
          {...common}
          path="direction"
          label="Direction"
          value={draft.direction}
          options={[
            { value: 'both', label: 'Too high or too low' },
            { value: 'up', label: 'Too high' },
            { value: 'down', label: 'Too low' },
          ]}
          onChange={(direction) => change({ direction })}
        />
      </FieldSet>
      <Folded label="Quiet times and exceptions" open={draft.windows.length > 0 || draft.ignore.length > 0}>
        <div className={styles.folded}>
          {text(
            'suppress.smallest_effect.absolute',
            'smallestAbsolute',
            'Smallest effect',
            'Nearer to what was expected it never matters; in the unit of the readings',
          )}
          {text(
            'suppress.smallest_effect.relative',
            'smallestPercent',
            'Smallest effect, percent',
            'Of the expected value',
          )}
          <Checkbox
            label="Learn what recurs"
            description="A peak that came at the same time three days or weeks running becomes quieter"
            value={draft.learnRecurring}
            disabled={off}
            onChange={() => change({ learnRecurring: !draft.learnRecurring })}
          />
          {draft.ignore.map((rows, place) => (
            <LabelRows
              key={place}
              {...common}
              path={`suppress.ignore[${place}]`}
              label={`Never an anomaly ${place + 1}`}
              hint="Signals with all of these labels are scored and never open an anomaly"
              rows={rows}
              onChange={(next) =>
                change({
                  ignore:
                    next.length === 0
                      ? draft.ignore.filter((_, i) => i !== place)
                      : draft.ignore.map((one, i) => (i === place ? next : one)),
                })
              }
            />
          ))}
          <LabelRows
            {...common}
            path="suppress.ignore"
            label={draft.ignore.length === 0 ? 'Never an anomaly' : 'Others that are never an anomaly'}
            hint="Signals with these labels are scored and never open an anomaly"
            rows={[]}
            onChange={(next) => change({ ignore: [...draft.ignore, next] })}
          />
          <WindowRows {...common} windows={draft.windows} onChange={(windows) => change({ windows })} />
        </div>
      </Folded>
      <Folded label="More settings" open={false}>
        <div className={styles.folded}>
          <Models {...props} change={change} />
          {text(
            'entity',
            'entity',
            'Judge together by',
            'A label, such as service: signals that share its value are also judged together',
          )}
          <LabelRows
            {...common}
            path="labels"
            label="Labels"
            hint="Added to every signal of the detector"
            rows={draft.labels}
            onChange={(labels) => change({ labels })}
          />
          {text('max_signals', 'maxSignals', 'Signals at most')}
        </div>
      </Folded>
    </div>
  );
}

type TextKey =
  'interval' | 'delay' | 'history' | 'entity' | 'maxSignals' | 'smallestAbsolute' | 'smallestPercent';
type Changing = Props & { change: (part: Partial<DetectorDraft>) => void };

function What(props: Changing): React.JSX.Element {
  const { draft, errors, off, isNew, sources, detectors, change } = props;
  const styles = useStyles2(getStyles);
  const serves = sources.find(({ name }) => name === draft.source)?.serves;
  const types = QUERY_TYPES.filter(({ value }) => serves === undefined || serves.includes(value));
  const toType = (type: QueryType): Partial<DetectorDraft> =>
    type === draft.query.type ? {} : { query: emptyQuery(type), kind: KIND_OF_QUERY[type] };
  return (
    <FieldSet label="What is watched" className={styles.set}>
      <TextField
        {...{ errors, off }}
        path="name"
        label="Name"
        value={draft.name}
        // The id follows the name until somebody chooses another one.
        onChange={(name) =>
          change({ name, ...(isNew && draft.id === idOf(draft.name) && { id: idOf(name) }) })
        }
      />
      <TextField
        {...{ errors }}
        off={off || !isNew}
        path="id"
        label="Id"
        hint={isNew ? 'Stays for good: it stands in dashboards and alert rules' : 'It stays'}
        value={draft.id}
        onChange={(id) => change({ id })}
      />
      <ChoiceField
        {...{ errors, off }}
        path="source"
        label="Source"
        value={draft.source}
        options={sources.map(({ name, type }) => ({ value: name, label: name, description: type }))}
        open
        onChange={(source) => {
          const types = sources.find(({ name }) => name === source)?.serves ?? [];
          const fits = QUERY_TYPES.find(({ value }) => types.includes(value));
          const keep = types.length === 0 || types.includes(draft.query.type) || fits === undefined;
          change({ source, ...(keep ? {} : toType(fits.value)) });
        }}
      />
      <ChoiceField
        {...{ errors, off }}
        path="query.type"
        label="Watches"
        value={draft.query.type}
        options={types}
        onChange={(type) => change(toType(type))}
      />
      <QueryFields
        {...{ errors, off, detectors }}
        query={draft.query}
        onChange={(part) => change({ query: { ...draft.query, ...part } })}
      />
    </FieldSet>
  );
}

function Models({ draft, change, errors, off }: Changing): React.JSX.Element {
  const error = errors.at('models');
  return (
    <Field label="Models" noMargin {...(error !== undefined && { invalid: true, error })}>
      <div role="group" aria-label="Models">
        <Checkbox
          label="Statistical"
          description="What is known of the signal itself"
          value={draft.statistical}
          disabled={off}
          onChange={() => change({ statistical: !draft.statistical })}
        />
        <Checkbox
          label="Forest"
          description="Strange combinations of its features"
          value={draft.forest}
          disabled={off}
          onChange={() => change({ forest: !draft.forest })}
        />
        <Checkbox
          label="LSTM"
          description="A net as a third opinion; it takes more time"
          value={draft.lstm}
          disabled={off}
          onChange={() => change({ lstm: !draft.lstm })}
        />
      </div>
    </Field>
  );
}

function Folded(props: { label: string; open: boolean; children: React.ReactNode }): React.JSX.Element {
  const [open, setOpen] = useState(props.open);
  return (
    <Collapse label={props.label} isOpen={open} onToggle={setOpen}>
      {props.children}
    </Collapse>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'form' | 'set' | 'folded', string> => {
  const column = { display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) } as const;
  return {
    form: css({ maxWidth: 720, minWidth: 0 }),
    set: css({
      ...column,
      minWidth: 0,
      marginBottom: theme.spacing(2),
      legend: { fontSize: theme.typography.h4.fontSize, marginBottom: theme.spacing(1) },
    }),
    folded: css({ ...column, paddingBottom: theme.spacing(1) }),
  };
};
