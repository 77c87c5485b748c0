import { css } from '@emotion/css';
import { type GrafanaTheme2, LoadingState, type PanelProps } from '@grafana/data';
import { Combobox, ScrollContainer, useStyles2 } from '@grafana/ui';
import { statusName } from '@lapwing/visuals';
import React, { type ReactNode, useId, useMemo, useState } from 'react';
import { HiddenName } from '../HiddenName.tsx';
import { PageLink } from '../app/PageLink.tsx';
import { type IncidentData, useIncident } from '../app/incidents/use-incident.ts';
import { incidentPath } from '../app/routes.ts';
import { useNow } from '../app/use-now.ts';
import { PanelMessage } from '../panels/anomaly-chart/PanelMessage.tsx';
import { failureOf } from '../panels/panel-failure.ts';
import { type IncidentChoice, incidentChoices } from './choose-incident.ts';

interface Props {
  panel: PanelProps;
  /** What is shown of the incident; `now` in epoch ms. */
  children: (data: IncidentData, now: number) => ReactNode;
}

/** A panel on one incident of its query: the worst that goes on unless another one is chosen; or why there is none. */
export function IncidentPanel({ panel, children }: Props): React.JSX.Element {
  const { data } = panel;
  const choices = useMemo(() => incidentChoices(data.series), [data.series]);
  const [chosen, choose] = useState('');
  const shown = choices?.find(({ id }) => id === chosen) ?? choices?.[0];
  if (choices && shown) {
    return (
      <OneIncident key={shown.id} shown={shown} choices={choices} onChoose={choose}>
        {children}
      </OneIncident>
    );
  }
  if (data.state === LoadingState.Loading || data.state === LoadingState.NotStarted) {
    return <PanelMessage icon="fa fa-spinner" title="Loading" hint="Waiting for the first answer" />;
  }
  const failed = failureOf(data);
  if (failed !== undefined) {
    return <PanelMessage role="alert" icon="exclamation-triangle" title="The query failed" hint={failed} />;
  }
  return choices ? (
    <PanelMessage
      icon="check-circle"
      title="No incident in this time"
      hint="Choose a longer range to look back."
    />
  ) : (
    <PanelMessage
      icon="info-circle"
      title="No incidents in this query"
      hint="Choose the Lapwing data source and a query of the kind Incidents."
    />
  );
}

interface OneProps {
  shown: IncidentChoice;
  choices: readonly IncidentChoice[];
  onChoose: (id: string) => void;
  children: Props['children'];
}

function OneIncident({ shown, choices, onChoose, children }: OneProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { data, problem } = useIncident(shown.id);
  const now = useNow();
  const nameId = useId();
  return (
    <ScrollContainer>
      <div className={styles.head}>
        <HiddenName id={nameId}>Incident</HiddenName>
        {choices.length > 1 && (
          <Combobox
            aria-labelledby={nameId}
            options={choices.map(({ id, title, status }) => ({
              value: id,
              label: title,
              description: statusName(status),
            }))}
            value={shown.id}
            onChange={({ value }) => onChoose(value)}
            width="auto"
            minWidth={20}
            maxWidth={60}
          />
        )}
        <PageLink to={incidentPath(shown.id)} className={styles.link}>
          {choices.length > 1 ? 'Open' : shown.title}
        </PageLink>
      </div>
      {problem && !data && <p>{shown.summary}</p>}
      {problem && (
        <PanelMessage
          {...(problem.severity === 'info'
            ? { icon: 'info-circle' as const }
            : { icon: 'exclamation-triangle' as const, role: 'alert' as const })}
          title={problem.title}
          hint={problem.hint}
        />
      )}
      {!data && !problem && (
        <PanelMessage icon="fa fa-spinner" title="Loading" hint="Fetching the incident" />
      )}
      {data && children(data, now)}
    </ScrollContainer>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'head' | 'link', string> => ({
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  }),
  link: css({
    color: theme.colors.text.link,
    overflowWrap: 'anywhere',
    '&:hover': { textDecoration: 'underline' },
  }),
});
