import { Checkbox, Combobox, Field, Input, RadioButtonGroup, Stack, TextArea } from '@grafana/ui';
import type { DetectorInput, Direction, SourceInfo } from '@lapwing/contract';
import React, { type ChangeEvent } from 'react';

interface Props {
  detector: DetectorInput;
  notes: readonly string[];
  /** That can answer the query. */
  sources: readonly SourceInfo[];
  onChange: (detector: DetectorInput) => void;
}

const INTERVALS = ['30s', '1m', '5m', '10m', '1h'];
const DIRECTIONS: { value: Direction; label: string }[] = [
  { value: 'both', label: 'Both ways' },
  { value: 'up', label: 'Too high' },
  { value: 'down', label: 'Too low' },
];
const MODELS = [
  { name: 'statistical', label: 'Statistical' },
  { name: 'forest', label: 'Forest' },
  { name: 'lstm', label: 'LSTM' },
] as const;
const DEFAULT_MODELS: NonNullable<DetectorInput['models']> = { statistical: true, forest: true };

/** A detector that is about to be made: what a panel says of it is filled in. */
export function DraftForm({ detector, notes, sources, onChange }: Props): React.JSX.Element {
  const { name, source, interval = '1m', query, direction = 'both', models = DEFAULT_MODELS } = detector;
  const change = (part: Partial<DetectorInput>): void => onChange({ ...detector, ...part });
  const intervals = INTERVALS.includes(interval) ? INTERVALS : [interval, ...INTERVALS];
  return (
    <section aria-label="New detector">
      <Stack direction="column" gap={2}>
        <Field label="Name" noMargin>
          <Input
            id="lapwing-draft-name"
            value={name}
            onChange={(event: ChangeEvent<HTMLInputElement>) => change({ name: event.target.value })}
          />
        </Field>
        <Stack gap={2} wrap="wrap">
          <Field label="Source" description="Where the service reads it" noMargin>
            <Combobox
              id="lapwing-draft-source"
              width={24}
              options={sources.map((one) => ({ value: one.name, label: one.name }))}
              value={source}
              onChange={({ value }) => change({ source: value })}
            />
          </Field>
          <Field label="Interval" description="A reading each" noMargin>
            <Combobox
              id="lapwing-draft-interval"
              width={16}
              options={intervals.map((value) => ({ value, label: value }))}
              value={interval}
              onChange={({ value }) => change({ interval: value })}
            />
          </Field>
          <Field label="Counts when readings are" description="Anomalies of this kind" noMargin>
            <RadioButtonGroup
              options={DIRECTIONS}
              value={direction}
              onChange={(value) => change({ direction: value })}
            />
          </Field>
        </Stack>
        {query.type === 'prometheus' && (
          <Field label="Expression" description={notes.join(' ')} noMargin>
            <TextArea
              id="lapwing-draft-expr"
              rows={2}
              value={query.expr}
              onChange={(event: ChangeEvent<HTMLTextAreaElement>) =>
                change({ query: { ...query, expr: event.target.value } })
              }
            />
          </Field>
        )}
        {query.type === 'opensearch' && (
          <Field label="Filter" description={[`In ${query.index}.`, ...notes].join(' ')} noMargin>
            <Input
              id="lapwing-draft-filter"
              value={typeof query.filter === 'string' ? query.filter : ''}
              placeholder="all documents"
              onChange={(event: ChangeEvent<HTMLInputElement>) =>
                change({ query: filtered(query, event.target.value) })
              }
            />
          </Field>
        )}
        <Stack gap={2} wrap="wrap" alignItems="center">
          <span>Models</span>
          {MODELS.map((model) => (
            <Checkbox
              key={model.name}
              label={model.label}
              value={models[model.name] === true}
              onChange={(event: ChangeEvent<HTMLInputElement>) =>
                change({ models: { ...models, [model.name]: event.target.checked } })
              }
            />
          ))}
        </Stack>
      </Stack>
    </section>
  );
}

type LogQuery = Extract<DetectorInput['query'], { type: 'opensearch' }>;

function filtered(query: LogQuery, filter: string): LogQuery {
  if (filter.trim() !== '') return { ...query, filter };
  const rest = { ...query };
  delete rest.filter;
  return rest;
}
