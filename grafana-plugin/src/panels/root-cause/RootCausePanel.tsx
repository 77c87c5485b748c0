import type { PanelProps } from '@grafana/data';
import { suspectSpan } from '@lapwing/visuals';
import React from 'react';
import { EvidenceOf } from '../../evidence/EvidenceOf.tsx';
import { signalOf } from '../../app/incidents/signal-of.ts';
import { IncidentPanel } from '../../incident/IncidentPanel.tsx';
import { SuspectList } from '../../incident/SuspectList.tsx';
import { PanelMessage } from '../anomaly-chart/PanelMessage.tsx';

/** The panel's root: the suspects of an incident, with what speaks for each. */
export default function RootCausePanel(props: PanelProps): React.JSX.Element {
  return (
    <IncidentPanel panel={props}>
      {({ incident }, now) =>
        incident.suspects.length > 0 ? (
          <SuspectList
            suspects={incident.suspects}
            confidence={incident.confidence}
            signalTo={(signalId) => signalOf(incident, signalId, now)}
            evidence={({ service, signal_id, rank }) => (
              <EvidenceOf
                service={service}
                signalId={signal_id}
                span={suspectSpan(incident, service)}
                timeZone={props.timeZone}
                open={rank === 1}
              />
            )}
          />
        ) : (
          <PanelMessage
            icon="question-circle"
            title="No service is suspected yet"
            hint="Open the incident to see what moved first."
          />
        )
      }
    </IncidentPanel>
  );
}
