import { css } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat } from '@grafana/data';
import { Button, LoadingPlaceholder, Stack, useStyles2 } from '@grafana/ui';
import type { TraceExample } from '@lapwing/contract';
import { formatDuration } from '@lapwing/visuals';
import React, { useState } from 'react';
import { ProblemAlert } from '../app/ProblemAlert.tsx';
import { ExploreLink } from '../explore/ExploreLink.tsx';
import { serviceLogsQuery, signalQuery, traceQuery, tracesQuery } from '../explore/queries.ts';
import { type EvidenceSpan, useEvidence } from './use-evidence.ts';

interface Props {
  service: string;
  /** The signal that speaks loudest, if there is one. */
  signalId: string | null;
  span: EvidenceSpan;
  timeZone?: string;
  /** Shown at once; else when it is asked for. */
  open: boolean;
}

/** What a service logged and which calls it answered then, as text, with links to Explore with the person's own data. */
export function EvidenceOf(props: Props): React.JSX.Element {
  const [open, setOpen] = useState(props.open);
  return (
    <div>
      <Button
        type="button"
        size="sm"
        fill="text"
        variant="secondary"
        icon={open ? 'angle-down' : 'angle-right'}
        aria-expanded={open}
        aria-label={`Log lines and traces of ${props.service}`}
        onClick={() => setOpen(!open)}
      >
        Log lines and traces
      </Button>
      {open && <Shown {...props} />}
    </div>
  );
}

function Shown({ service, signalId, span, timeZone }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { data, problem, reload } = useEvidence(service, signalId, span);
  if (problem) return <ProblemAlert problem={problem} retry={reload} />;
  if (!data) return <LoadingPlaceholder text="Looking for examples …" />;
  const { traces, tracedBy, templates, lines, detector, labels } = data;
  const query = detector && signalQuery(detector, labels);
  const when = (time: string): string =>
    dateTimeFormat(time, { ...(timeZone && { timeZone }), format: 'HH:mm:ss' });
  const nothing = traces.length + templates.length + lines.length === 0;
  return (
    <div className={styles.all} data-testid="lapwing-evidence">
      {nothing && (
        <p className={styles.quiet}>
          No log line and no call of {service} is known here: the detectors read neither its logs nor its
          traces.
        </p>
      )}
      {lines.length > 0 && (
        <ol className={styles.lines} aria-label={`Log lines of ${service}`}>
          {lines.map((line, place) => (
            <li key={place}>
              <span className={styles.quiet}>{when(line.time)}</span> {line.line}{' '}
              {line.trace_id !== null && (
                <ExploreLink query={traceQuery(line.trace_id)} {...span}>
                  Its trace
                </ExploreLink>
              )}
            </li>
          ))}
        </ol>
      )}
      {templates.length > 0 && (
        <ul className={styles.lines} aria-label={`What ${service} logged then`}>
          {templates.map(({ id, level, template, count }) => (
            <li key={id}>
              <span className={styles.quiet}>
                {level}, {Math.round(count)} times:
              </span>{' '}
              {template}
            </li>
          ))}
        </ul>
      )}
      {traces.length > 0 && (
        <ul className={styles.traces} aria-label={`Calls of ${service}`}>
          {traces.map((trace) => (
            <li key={`${trace.trace_id} ${trace.span_id}`}>
              {when(trace.time)} {callText(trace)} <code className={styles.id}>{trace.trace_id}</code>{' '}
              <ExploreLink query={traceQuery(trace.trace_id)} {...span}>
                Trace
              </ExploreLink>
            </li>
          ))}
        </ul>
      )}
      <Stack wrap="wrap" gap={1}>
        {query && (
          <ExploreLink query={query} {...span}>
            {query.kind === 'metrics' ? 'Its metric' : query.kind === 'logs' ? 'Its log lines' : 'Its calls'}
          </ExploreLink>
        )}
        {query?.kind !== 'logs' && (
          <ExploreLink query={serviceLogsQuery(service)} {...span}>
            Logs
          </ExploreLink>
        )}
        {query?.kind !== 'traces' && (
          <ExploreLink query={tracesQuery(tracedBy)} {...span}>
            Traces
          </ExploreLink>
        )}
      </Stack>
    </div>
  );
}

function callText({ caller, operation, duration_ms: duration, error }: TraceExample): string {
  const what = [caller === null ? '' : `from ${caller}`, operation ?? ''].filter(Boolean).join(' ');
  const length = duration < 1000 ? `${Math.round(duration)} ms` : formatDuration(duration);
  return `${what} ${length}${error ? ', failed' : ''}`.trim();
}

const getStyles = (theme: GrafanaTheme2): Record<'all' | 'quiet' | 'lines' | 'traces' | 'id', string> => ({
  all: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  quiet: css({ color: theme.colors.text.secondary, margin: 0 }),
  lines: css({
    listStyle: 'none',
    margin: 0,
    padding: theme.spacing(1),
    maxHeight: 220,
    overflow: 'auto',
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  }),
  traces: css({ margin: theme.spacing(0, 0, 0, 2), overflowWrap: 'anywhere' }),
  id: css({ fontSize: theme.typography.bodySmall.fontSize }),
});
