import type { CallEdge, IncidentDetail, SimilarIncident } from '@lapwing/contract';
import React, { useState } from 'react';
import { SpreadGraph } from '../../drawing/SpreadGraph.tsx';
import { SuspectList } from '../../drawing/SuspectList.tsx';
import type { OfferedName } from '../../../common/offered.ts';
import { type Problem, explain } from '../../service/problem.ts';
import { useApp } from '../context.ts';
import { Loading } from '../parts/Loading.tsx';
import { Page } from '../parts/Page.tsx';
import { ProblemCallOut } from '../parts/ProblemCallOut.tsx';
import { Section } from '../parts/Section.tsx';
import { INCIDENTS_PATH } from '../routes.ts';
import { useLoad } from '../use-load.ts';
import { useNow } from '../use-now.ts';
import { IncidentActions } from './IncidentActions.tsx';
import { IncidentFacts } from './IncidentFacts.tsx';
import { IncidentHistory } from './IncidentHistory.tsx';
import { IncidentTime } from './IncidentTime.tsx';
import { SimilarIncidents } from './SimilarIncidents.tsx';
import { spanOfSignal } from './span-of-signal.ts';

/** What is shown beside the incident itself: when it can't be had, the page goes on without it and says so. */
interface Beside<T> {
  value: T;
  problem: Problem | undefined;
}

interface IncidentData {
  incident: IncidentDetail;
  calls: Beside<CallEdge[]>;
  similar: Beside<SimilarIncident[]>;
}

/** One incident: where it may have begun and why, how it spread, what was anomalous, and what was done about it. */
export function IncidentPage({ id }: { id: string }): React.JSX.Element {
  const { lapwing, status } = useApp();
  const [refused, setRefused] = useState<Problem>();
  const offered = (name: OfferedName): boolean => status?.offers.includes(name) ?? true;
  const { data, problem, reload } = useLoad(
    `incident ${id} ${String(offered('getCallGraph'))}`,
    async (signal): Promise<IncidentData> => {
      const params = { id };
      const [incident, calls, similar] = await Promise.all([
        lapwing.ask('getIncident', { params }, signal),
        beside<CallEdge[]>(
          [],
          offered('getCallGraph') && (async () => (await lapwing.ask('getCallGraph', {}, signal)).calls),
        ),
        beside<SimilarIncident[]>(
          [],
          offered('similarIncidents') &&
            (async () => (await lapwing.ask('similarIncidents', { params }, signal)).items),
        ),
      ]);
      return { incident, calls, similar };
    },
  );
  return (
    <Page
      title={data?.incident.title ?? 'Incident'}
      tab={INCIDENTS_PATH}
      below
      failing={problem !== undefined}
      actions={data && <IncidentActions incident={data.incident} onDone={reload} onProblem={setRefused} />}
    >
      {problem && <ProblemCallOut problem={problem} retry={reload} />}
      {refused && <ProblemCallOut problem={refused} retry={() => setRefused(undefined)} action="Close" />}
      {!data && !problem && <Loading what="the incident" />}
      {data && <Content data={data} />}
    </Page>
  );
}

function Content({ data }: { data: IncidentData }): React.JSX.Element {
  const { incident, calls, similar } = data;
  const { links, status } = useApp();
  const now = useNow();
  const signalHref = (signalId: string): string =>
    links.signal(signalId, spanOfSignal(incident, signalId, now));
  return (
    <>
      <IncidentFacts incident={incident} now={now} />
      <Section title="Where it may have begun">
        {incident.suspects.length > 0 ? (
          <SuspectList
            suspects={incident.suspects}
            confidence={incident.confidence}
            signalHref={signalHref}
            follow={links.follow}
          />
        ) : (
          <p className="lpw-quiet">No service is suspected yet: look below at what moved first.</p>
        )}
      </Section>
      <Section title="How it spread">
        {status?.mode === 'index' ? (
          <p className="lpw-quiet">
            The indices hold the services in the order in which trouble came to them (below); the way that it
            took is the service’s to tell (lapwingAnomaly.serviceUrl).
          </p>
        ) : (
          <SpreadGraph incident={incident} calls={calls.value} />
        )}
        {calls.problem && (
          <p className="lpw-quiet">Who calls whom could not be read: {calls.problem.title}.</p>
        )}
      </Section>
      <IncidentTime incident={incident} now={now} signalHref={signalHref} />
      <div className="lpw-columns">
        <Section title="What happened">
          <IncidentHistory incident={incident} />
        </Section>
        {status?.mode !== 'index' && (
          <Section title="Earlier ones that looked alike">
            <SimilarIncidents similar={similar} now={now} />
          </Section>
        )}
      </div>
    </>
  );
}

async function beside<T>(otherwise: T, load: false | (() => Promise<T>)): Promise<Beside<T>> {
  if (load === false) return { value: otherwise, problem: undefined };
  try {
    return { value: await load(), problem: undefined };
  } catch (error) {
    return { value: otherwise, problem: explain(error) };
  }
}
