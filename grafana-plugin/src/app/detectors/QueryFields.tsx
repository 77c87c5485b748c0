import { Button, MultiCombobox, Field } from '@grafana/ui';
import { CALLS_BY, CALL_MEASURES, type FieldErrors, type QueryDraft } from '@lapwing/visuals';
import React from 'react';
import { LabelRows } from './LabelRows.tsx';
import { ChecksField, ChoiceField, TextField } from './fields.tsx';

interface Props {
  query: QueryDraft;
  onChange: (change: Partial<QueryDraft>) => void;
  errors: FieldErrors;
  off: boolean;
  /** To read together, for a query of entities. */
  detectors: readonly { id: string; name: string }[];
}

const MEASURES = [
  { value: 'count', label: 'Number of documents' },
  { value: 'rate', label: 'Share of documents that match' },
  { value: 'cardinality', label: 'Number of different values of a field' },
  { value: 'sum', label: 'Sum of a field' },
  { value: 'avg', label: 'Mean of a field' },
  { value: 'percentile', label: 'Percentile of a field' },
] as const;

/** The fields of a detector's query: those of its type. */
export function QueryFields(props: Props): React.JSX.Element {
  const { query, onChange, errors, off } = props;
  const common = { errors, off };
  switch (query.type) {
    case 'prometheus':
      return (
        <TextField
          {...common}
          path="query.expr"
          label="PromQL"
          hint="Each series of its result is one signal"
          placeholder="sum by (service) (rate(http_requests_total[5m]))"
          value={query.expr}
          onChange={(expr) => onChange({ expr })}
        />
      );
    case 'opensearch':
      return <OpenSearchFields {...props} />;
    case 'ingest':
    case 'csv':
      return (
        <LabelRows
          {...common}
          path="query.match"
          label="Match"
          hint="Labels that a reading must have; all readings when there are none"
          rows={query.match}
          onChange={(match) => onChange({ match })}
        />
      );
    case 'traces':
      return (
        <>
          <ChecksField
            {...common}
            path="query.by"
            label="Count calls by"
            chosen={query.callsBy}
            options={CALLS_BY.map((value) => ({ value, label: value }))}
            onChange={(callsBy) => onChange({ callsBy })}
          />
          <ChecksField
            {...common}
            path="query.measures"
            label="Measure"
            chosen={query.measures}
            options={CALL_MEASURES.map((value) => ({ value, label: value }))}
            onChange={(measures) => onChange({ measures })}
          />
          <TextField
            {...common}
            path="query.services"
            label="Services"
            hint="With commas between them; all when empty"
            value={query.services}
            onChange={(services) => onChange({ services })}
          />
          <TextField
            {...common}
            path="query.operations"
            label="Operations"
            hint="With commas between them; all when empty"
            value={query.operations}
            onChange={(operations) => onChange({ operations })}
          />
        </>
      );
    case 'behaviour':
      return (
        <TextField
          {...common}
          path="query.services"
          label="Services"
          hint="With commas between them; all when empty"
          value={query.services}
          onChange={(services) => onChange({ services })}
        />
      );
    case 'entities':
      return <EntityFields {...props} />;
    case 'templates':
      return <TemplateFields {...props} />;
  }
}

function FilterField({ query, onChange, errors, off }: Props): React.JSX.Element {
  if (query.keptFilter !== undefined) {
    return (
      <Field
        label="Filter"
        noMargin
        description="A query object, written through the API. It is kept as it is."
      >
        <Button
          type="button"
          size="sm"
          variant="secondary"
          disabled={off}
          onClick={() => onChange({ keptFilter: undefined })}
        >
          Write a query string in its place
        </Button>
      </Field>
    );
  }
  return (
    <TextField
      {...{ errors, off }}
      path="query.filter"
      label="Filter"
      hint="A query string; all documents when empty"
      placeholder="level:ERROR AND NOT env:staging"
      value={query.filter}
      onChange={(filter) => onChange({ filter })}
    />
  );
}

function OpenSearchFields(props: Props): React.JSX.Element {
  const { query, onChange, errors, off } = props;
  const common = { errors, off };
  return (
    <>
      <TextField
        {...common}
        path="query.index"
        label="Index"
        hint="An index, an alias or a pattern"
        placeholder="logs-*"
        value={query.index}
        onChange={(index) => onChange({ index })}
      />
      <FilterField {...props} />
      <ChoiceField
        {...common}
        path="query.measure"
        label="Measure"
        value={query.measure}
        options={MEASURES}
        onChange={(measure) => onChange({ measure })}
      />
      {query.measure === 'rate' && query.keptOf === undefined && (
        <TextField
          {...common}
          path="query.measure.of"
          label="Share of"
          hint="A query string"
          placeholder="status:>=500"
          value={query.of}
          onChange={(of) => onChange({ of })}
        />
      )}
      {query.measure !== 'count' && query.measure !== 'rate' && (
        <TextField
          {...common}
          path="query.measure.field"
          label="Field"
          value={query.field}
          onChange={(field) => onChange({ field })}
        />
      )}
      {query.measure === 'percentile' && (
        <TextField
          {...common}
          path="query.measure.percent"
          label="Percent"
          type="number"
          value={query.percent}
          onChange={(percent) => onChange({ percent })}
        />
      )}
      <TextField
        {...common}
        path="query.split_by"
        label="Split by"
        hint="Fields with commas between them, four at most; service stands for the detected service field"
        value={query.splitBy}
        onChange={(splitBy) => onChange({ splitBy })}
      />
      <TextField
        {...common}
        path="query.time_field"
        label="Time field"
        hint="Detected when empty"
        value={query.timeField}
        onChange={(timeField) => onChange({ timeField })}
      />
    </>
  );
}

function EntityFields({ query, onChange, errors, off, detectors }: Props): React.JSX.Element {
  const error = errors.at('query.detectors');
  return (
    <>
      <Field
        label="Detectors"
        noMargin
        description="Their signals are read together"
        {...(error !== undefined && { invalid: true, error: `Detectors ${error}` })}
      >
        <MultiCombobox
          aria-label="Detectors"
          options={detectors.map(({ id, name }) => ({ value: id, label: name }))}
          value={query.detectors}
          onChange={(chosen) => onChange({ detectors: chosen.map(({ value }) => value) })}
          disabled={off}
        />
      </Field>
      <TextField
        {...{ errors, off }}
        path="query.by"
        label="Entity"
        hint="Signals that share this label are one entity"
        value={query.entityBy}
        onChange={(entityBy) => onChange({ entityBy })}
      />
      <ChoiceField
        {...{ errors, off }}
        path="query.model"
        label="Model"
        value={query.model}
        options={[
          { value: 'msif-lstm', label: 'MSIF-LSTM', description: 'One surprise an entity' },
          { value: 'ple-gru', label: 'PLE-GRU', description: 'One surprise for each source of it' },
        ]}
        onChange={(model) => onChange({ model })}
      />
    </>
  );
}

const TEMPLATE_FIELDS = [
  ['messageField', 'message_field', 'Message field'],
  ['levelField', 'level_field', 'Level field'],
  ['serviceField', 'service_field', 'Service field'],
  ['traceField', 'trace_field', 'Trace field'],
  ['timeField', 'time_field', 'Time field'],
] as const;

function TemplateFields(props: Props): React.JSX.Element {
  const { query, onChange, errors, off } = props;
  const common = { errors, off };
  return (
    <>
      <TextField
        {...common}
        path="query.index"
        label="Index"
        hint="Of an OpenSearch; empty for lines that programs send"
        value={query.index}
        onChange={(index) => onChange({ index })}
      />
      <FilterField {...props} />
      {TEMPLATE_FIELDS.map(([key, path, label]) => (
        <TextField
          key={key}
          {...common}
          path={`query.${path}`}
          label={label}
          hint="Detected when empty"
          value={query[key]}
          onChange={(text) => onChange({ [key]: text })}
        />
      ))}
      <TextField
        {...common}
        path="query.templates"
        label="Templates of a service"
        hint="With a signal of their own; the rest are “other”"
        type="number"
        value={query.templates}
        onChange={(templates) => onChange({ templates })}
      />
      <TextField
        {...common}
        path="query.learn"
        label="Learn for"
        hint="Before a template is told to be new: 1h, 1d"
        value={query.learn}
        onChange={(learn) => onChange({ learn })}
      />
    </>
  );
}
