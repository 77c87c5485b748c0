import { css } from '@emotion/css';
import { dateTimeFormat } from '@grafana/data';
import { Badge, ConfirmModal, FileDropzone, Field, Input, Stack, useStyles2 } from '@grafana/ui';
import { type Calendar, CalendarName } from '@lapwing/contract';
import React, { type ChangeEvent, useState } from 'react';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { ChangeButton } from '../access/ChangeButton.tsx';
import { useWhyNot } from '../access/use-access.ts';
import { Row, RowList } from '../lists/RowList.tsx';
import { cellStyles } from '../lists/cells.ts';
import { call } from '../service.ts';
import { useAction } from '../use-action.ts';
import { useLoad } from '../use-load.ts';

const EVENTS_SHOWN = 3;

/** Calendars that quiet times of detectors can name: their next events, and a way to bring one. */
export function Calendars(): React.JSX.Element {
  const cells = useStyles2(cellStyles);
  const whyNot = useWhyNot();
  const { data, problem, reload } = useLoad(
    'calendars',
    async (signal) => (await call('listCalendars', { signal })).items,
  );
  const action = useAction();
  const [doomed, setDoomed] = useState<string>();
  if (problem) return <ProblemAlert problem={problem} retry={reload} />;
  return (
    <>
      {action.problem && <ProblemAlert problem={action.problem} retry={action.clear} action="Close" />}
      {data?.length === 0 && (
        <p className={cells.quiet}>None yet. With one, a detector can keep quiet while its events go on.</p>
      )}
      {data && data.length > 0 && (
        <RowList label="Calendars" testId="lapwing-calendars">
          {data.map((calendar) => (
            <Row
              key={calendar.name}
              grid={GRID}
              actions={
                <ChangeButton
                  size="sm"
                  variant="destructive"
                  fill="outline"
                  icon="trash-alt"
                  whyNot={calendar.origin === 'config' ? 'It stands in the service’s configuration.' : whyNot}
                  busy={action.busy}
                  aria-label={`Delete the calendar ${calendar.name}`}
                  onClick={() => setDoomed(calendar.name)}
                />
              }
            >
              <span>
                <span className={cells.strong}>{calendar.name}</span>{' '}
                {calendar.error !== null && (
                  <Badge color="orange" text="Not read lately" tooltip={calendar.error} />
                )}
                <span className={cells.quiet} style={{ display: 'block' }}>
                  {nextText(calendar)}
                </span>
              </span>
            </Row>
          ))}
        </RowList>
      )}
      <NewCalendar {...{ whyNot, reload }} />
      <ConfirmModal
        isOpen={doomed !== undefined}
        title={`Delete the calendar ${doomed ?? ''}?`}
        body="Detectors that name it keep it from being deleted."
        confirmText="Delete"
        onDismiss={() => setDoomed(undefined)}
        onConfirm={() => {
          const name = doomed ?? '';
          setDoomed(undefined);
          void action.run(() => call('deleteCalendar', { params: { name } })).then(reload);
        }}
      />
    </>
  );
}

function nextText({ next }: Calendar): string {
  if (next.length === 0) return 'no event in the next 30 days';
  const told = next.slice(0, EVENTS_SHOWN).map(({ start, summary }) => `${dateTimeFormat(start)} ${summary}`);
  const more = next.length > EVENTS_SHOWN ? ` and ${next.length - EVENTS_SHOWN} more` : '';
  return `next: ${told.join('; ')}${more}`;
}

function NewCalendar(props: { whyNot: string | undefined; reload: () => void }): React.JSX.Element {
  const [name, setName] = useState('');
  const [ics, setIcs] = useState('');
  const { busy, problem, run, clear } = useAction();
  const parsed = CalendarName.safeParse(name);
  const wrong = name !== '' && !parsed.success;
  const bring = async (): Promise<void> => {
    const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const done = await run(() => call('putCalendar', { params: { name }, body: { ics, time_zone } }));
    if (!done) return;
    setName('');
    setIcs('');
    props.reload();
  };
  return (
    <div style={{ maxWidth: 560, marginTop: 16 }}>
      {problem && <ProblemAlert problem={problem} retry={clear} action="Close" />}
      <Field
        label="Bring a calendar"
        htmlFor="lapwing-calendar-name"
        description="Its name, as a detector’s quiet time names it; one of that name is replaced"
        invalid={wrong}
        error={wrong ? `The name ${parsed.error.issues[0]?.message ?? ''}` : ''}
        disabled={props.whyNot !== undefined}
      >
        <Input
          id="lapwing-calendar-name"
          value={name}
          placeholder="freeze"
          onChange={(event: ChangeEvent<HTMLInputElement>) => setName(event.target.value)}
        />
      </Field>
      <Stack direction="column" gap={1} alignItems="flex-start">
        {/* The label opens the file dialog; the dropzone's own click would open it a second time. */}
        <label className={FILE}>
          <FileDropzone
            options={{
              noClick: true,
              accept: { 'text/calendar': ['.ics'] },
              multiple: false,
              disabled: props.whyNot !== undefined,
              onDrop: (files: File[]) => void files[0]?.text().then(setIcs),
            }}
            onFileRemove={() => setIcs('')}
          />
        </label>
        <ChangeButton
          variant="secondary"
          whyNot={props.whyNot}
          busy={busy || !parsed.success || ics === ''}
          onClick={() => void bring()}
        >
          Keep the calendar
        </ChangeButton>
      </Stack>
    </div>
  );
}

const FILE = css({ width: '100%', cursor: 'pointer' });
const GRID = css({ gridTemplateColumns: 'minmax(0, 1fr)' });
