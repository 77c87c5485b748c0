import { EuiButtonEmpty } from '@elastic/eui';
import { INCIDENT_ANOMALIES_MOST, type IncidentDetail } from '@lapwing/contract';
import { anomalyRow, incidentTimeline, swimLanes } from '@lapwing/visuals';
import React, { useMemo, useState } from 'react';
import { AnomalyList } from '../../drawing/AnomalyList.tsx';
import { SwimLanes } from '../../drawing/SwimLanes.tsx';
import { Timeline } from '../../drawing/Timeline.tsx';
import { useApp } from '../context.ts';
import { AnomalyTools } from '../feedback/AnomalyTools.tsx';
import { IncidentVerdict } from '../feedback/IncidentVerdict.tsx';
import { NOTHING_SAID, useFeedback } from '../feedback/use-feedback.ts';
import { Section } from '../parts/Section.tsx';

const LANES_HEIGHT = 420;
/** What a person reads at first; the lanes show them all. */
const ANOMALIES_AT_FIRST = 20;

interface Props {
  incident: IncidentDetail;
  now: number;
  signalHref: (signalId: string) => string;
}

/** An incident over time: its services in order of onset, its signals as lanes, its anomalies; one service at a time. */
export function IncidentTime({ incident, now, signalHref }: Props): React.JSX.Element {
  const { links } = useApp();
  const [chosen, choose] = useState<string>();
  const [all, setAll] = useState(false);
  const { data: said = NOTHING_SAID, reload } = useFeedback({ incident_id: incident.id });
  const { rows, from, to } = useMemo(() => incidentTimeline(incident, now), [incident, now]);
  const ids = rows.find(({ entity }) => entity === chosen)?.anomalyIds;
  const members = incident.members.filter(({ id }) => ids === undefined || ids.includes(id));
  const lanes = swimLanes(members, from, to);
  const anomalies = members.map(anomalyRow);
  const of = ids === undefined || chosen === undefined ? '' : ` of ${chosen}`;
  return (
    <>
      <Section title="In order of onset">
        <Timeline
          {...{ rows, from, to, chosen }}
          label="Services in order of onset"
          onChoose={(entity) => choose(entity === chosen ? undefined : entity)}
        />
        {of !== '' && (
          <EuiButtonEmpty size="s" iconType="cross" onClick={() => choose(undefined)}>
            Only {chosen}: show all services
          </EuiButtonEmpty>
        )}
      </Section>
      <Section title={`Signals${of}`}>
        <SwimLanes
          {...{ lanes, from, to, signalHref }}
          height={LANES_HEIGHT}
          label={`Signals${of}, worst first`}
          follow={links.follow}
        />
      </Section>
      <Section title={`Anomalies${of}`} actions={<IncidentVerdict {...{ incident, said }} done={reload} />}>
        {incident.anomalies > INCIDENT_ANOMALIES_MOST && (
          <p>
            The first {INCIDENT_ANOMALIES_MOST} of {incident.anomalies}.
          </p>
        )}
        {anomalies.length === 0 && (
          <p className="lpw-quiet">
            Nothing is left of them: their detector was removed, or they are too old.
          </p>
        )}
        <AnomalyList
          rows={all ? anomalies : anomalies.slice(0, ANOMALIES_AT_FIRST)}
          {...{ now, links }}
          label={`Anomalies${of}, in order of start`}
          testId="lapwingMembers"
          tools={(row) => <AnomalyTools {...{ row, said }} done={reload} />}
        />
        {!all && anomalies.length > ANOMALIES_AT_FIRST && (
          <EuiButtonEmpty size="s" onClick={() => setAll(true)}>
            Show all {anomalies.length}
          </EuiButtonEmpty>
        )}
      </Section>
    </>
  );
}
