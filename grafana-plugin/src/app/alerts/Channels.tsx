import { css } from '@emotion/css';
import { dateTimeFormat } from '@grafana/data';
import { Badge, type BadgeColor, useStyles2 } from '@grafana/ui';
import { type Channel, type ChannelTest, type Notification, wordShown } from '@lapwing/contract';
import React, { useState } from 'react';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { ChangeButton } from '../access/ChangeButton.tsx';
import { Row, RowList } from '../lists/RowList.tsx';
import { cellStyles } from '../lists/cells.ts';
import { call } from '../service.ts';
import { useAction } from '../use-action.ts';
import { useLoad } from '../use-load.ts';

const COLOURS: Readonly<Record<Channel['status'], BadgeColor>> = {
  ok: 'green',
  unreachable: 'orange',
  refused: 'red',
  unknown: 'blue',
};
const DEAD_SHOWN = 20;

/** The service's own channels: how each is, a test for each, and what could not be delivered. */
export function Channels({ whyNot }: { whyNot: string | undefined }): React.JSX.Element {
  const cells = useStyles2(cellStyles);
  const { data, problem, reload } = useLoad('channels', async (signal) => {
    const [channels, dead] = await Promise.all([
      call('listChannels', { signal }),
      call('listNotifications', { query: { status: ['dead'], limit: DEAD_SHOWN }, signal }),
    ]);
    return { channels: channels.items, dead: dead.items };
  });
  const action = useAction();
  const [tested, setTested] = useState<{ name: string; test: ChannelTest }>();
  if (problem) return <ProblemAlert problem={problem} retry={reload} />;
  if (!data) return <p className={cells.quiet}>Loading …</p>;
  if (data.channels.length === 0) {
    return (
      <p className={cells.quiet}>
        The service sends to nobody itself: Grafana’s own alert rules do, or name channels in its
        configuration.
      </p>
    );
  }
  const test = (name: string): void => {
    setTested(undefined);
    void action
      .run(async () => setTested({ name, test: await call('testChannel', { params: { name } }) }))
      .then(reload);
  };
  return (
    <>
      <div role="status">
        {action.problem && <ProblemAlert problem={action.problem} retry={action.clear} action="Close" />}
      </div>
      <RowList label="Channels" testId="lapwing-channels">
        {data.channels.map((channel) => (
          <Row
            key={channel.name}
            grid={GRID}
            actions={
              <ChangeButton
                size="sm"
                variant="secondary"
                icon="message"
                whyNot={whyNot}
                busy={action.busy}
                aria-label={`Send a test to ${channel.name}`}
                onClick={() => test(channel.name)}
              >
                Send a test
              </ChangeButton>
            }
          >
            <Badge color={COLOURS[channel.status]} text={wordShown(channel, 'status')} />
            <span className={cells.what} style={{ gridArea: 'auto' }}>
              <span className={cells.strong}>{channel.name}</span>
              <span className={cells.quiet}>
                {wordShown(channel, 'type')}, {channel.target}
                {channel.waiting > 0 && `, ${channel.waiting} on their way`}
              </span>
              {channel.reason !== '' && <span className={cells.wide}>{channel.reason}</span>}
              <span role="status">
                {tested?.name === channel.name &&
                  `${tested.test.delivered ? 'Delivered' : 'Not delivered'}: ${tested.test.answer}`}
              </span>
            </span>
          </Row>
        ))}
      </RowList>
      {data.dead.length > 0 && <Dead {...{ whyNot, reload }} notifications={data.dead} />}
    </>
  );
}

function Dead(props: {
  notifications: readonly Notification[];
  whyNot: string | undefined;
  reload: () => void;
}): React.JSX.Element {
  const cells = useStyles2(cellStyles);
  const action = useAction();
  return (
    <>
      <h3 style={{ marginTop: 16, fontSize: 16 }}>Not delivered</h3>
      {action.problem && <ProblemAlert problem={action.problem} retry={action.clear} action="Close" />}
      <RowList label="Not delivered" testId="lapwing-dead">
        {props.notifications.map(({ id, channel, subject, answer, created_at }) => (
          <Row
            key={id}
            severity={subject.severity}
            grid={GRID}
            actions={
              <ChangeButton
                size="sm"
                variant="secondary"
                whyNot={props.whyNot}
                busy={action.busy}
                aria-label={`Send ${subject.title} to ${channel} again`}
                onClick={() =>
                  void action.run(() => call('retryNotification', { params: { id } })).then(props.reload)
                }
              >
                Send it again
              </ChangeButton>
            }
          >
            <span>{channel}</span>
            <span className={cells.what} style={{ gridArea: 'auto' }}>
              <span className={cells.strong}>{subject.title}</span>
              <span className={cells.quiet}>
                {dateTimeFormat(created_at)}: {answer}
              </span>
            </span>
          </Row>
        ))}
      </RowList>
    </>
  );
}

const GRID = css({ gridTemplateColumns: '96px minmax(0, 1fr)' });
