import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import { SpreadGraph } from '../../incident/SpreadGraph.tsx';
import { SuspectList } from '../../incident/SuspectList.tsx';
import type { Problem } from '../../service/problem.ts';
import { suspectSpan } from '@lapwing/visuals';
import { EvidenceOf } from '../../evidence/EvidenceOf.tsx';
import { LaterNote } from '../LaterNote.tsx';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { useWhyNot } from '../access/use-access.ts';
import { IncidentVerdict } from '../feedback/IncidentVerdict.tsx';
import { Verdict } from '../feedback/Verdict.tsx';
import { useFeedback } from '../feedback/use-feedback.ts';
import { LiveMark } from '../live/LiveMark.tsx';
import { INCIDENTS_PATH } from '../routes.ts';
import { useNow } from '../use-now.ts';
import { IncidentActions } from './IncidentActions.tsx';
import { IncidentFacts } from './IncidentFacts.tsx';
import { IncidentHistory } from './IncidentHistory.tsx';
import { IncidentTime } from './IncidentTime.tsx';
import { Section } from '../Section.tsx';
import { SimilarIncidents } from './SimilarIncidents.tsx';
import { signalOf } from './signal-of.ts';
import { type IncidentData, useIncident } from './use-incident.ts';

const NOTHING_SAID = new Map<string, never>();

/** It names services, and a name may have nowhere to break on a phone. */
const TITLE = css({ overflowWrap: 'anywhere' });

/** One incident: where it may have begun and why, how it spread, what was anomalous, and what was done about it. */
export default function IncidentPage({ id }: { id: string }): React.JSX.Element {
  const { data, problem, reload, live } = useIncident(id);
  const [refused, setRefused] = useState<Problem>();
  return (
    <PluginPage
      pageNav={{
        text: data?.incident.title ?? 'Incident',
        parentItem: { text: 'Incidents', url: INCIDENTS_PATH },
      }}
      renderTitle={(title) => <h1 className={TITLE}>{title}</h1>}
      actions={
        <>
          <LiveMark state={live} failing={problem !== undefined} />
          {data && <IncidentActions incident={data.incident} onDone={reload} onProblem={setRefused} />}
        </>
      }
    >
      {problem && <ProblemAlert problem={problem} retry={reload} />}
      <LaterNote />
      {refused && <ProblemAlert problem={refused} retry={() => setRefused(undefined)} action="Close" />}
      {!data && !problem && <LoadingPlaceholder text="Loading the incident …" />}
      {data && <Content key={id} data={data} />}
    </PluginPage>
  );
}

function Content({ data }: { data: IncidentData }): React.JSX.Element {
  const { incident, calls, similar } = data;
  const styles = useStyles2(getStyles);
  const now = useNow();
  const whyNot = useWhyNot();
  const feedback = useFeedback({ incident_id: incident.id });
  return (
    <div className={styles.page}>
      <IncidentFacts incident={incident} now={now} />
      <IncidentVerdict
        incidentId={incident.id}
        anomalies={incident.anomalies}
        said={feedback.data ?? NOTHING_SAID}
        whyNot={whyNot}
        onDone={feedback.reload}
      />
      <Section title="Where it may have begun">
        {incident.suspects.length > 0 ? (
          <SuspectList
            suspects={incident.suspects}
            confidence={incident.confidence}
            signalTo={(signalId) => signalOf(incident, signalId, now)}
            evidence={({ service, signal_id, rank }) => (
              <EvidenceOf
                service={service}
                signalId={signal_id}
                span={suspectSpan(incident, service)}
                open={rank === 1}
              />
            )}
          />
        ) : (
          <p className={styles.quiet}>No service is suspected yet: look below at what moved first.</p>
        )}
      </Section>
      <Section title="How it spread">
        <SpreadGraph incident={incident} calls={calls.value} />
        {calls.problem && (
          <p className={styles.quiet}>Who calls whom could not be read: {calls.problem.title}.</p>
        )}
      </Section>
      <IncidentTime
        incident={incident}
        now={now}
        verdict={({ id, title }) => (
          <Verdict
            anomalyId={id}
            title={title}
            said={feedback.data?.get(id)}
            whyNot={whyNot}
            onDone={feedback.reload}
          />
        )}
      />
      <div className={styles.columns}>
        <Section title="What happened">
          <IncidentHistory incident={incident} />
        </Section>
        <Section title="Earlier ones that looked alike">
          <SimilarIncidents similar={similar} now={now} />
        </Section>
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'page' | 'columns' | 'quiet', string> => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3) }),
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: theme.spacing(3),
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  quiet: css({ color: theme.colors.text.secondary }),
});
