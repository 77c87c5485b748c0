import { css } from '@emotion/css';
import { type GrafanaTheme2, getTimeZone } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { type IncidentDetail, INCIDENT_ANOMALIES_MOST } from '@lapwing/contract';
import { type AnomalyRow, anomalyRow, incidentTimeline, onsetText, swimLanes } from '@lapwing/visuals';
import React, { type ReactNode, useMemo, useState } from 'react';
import { LaneChart } from '../../incident/LaneChart.tsx';
import { Timeline } from '../../incident/Timeline.tsx';
import { AnomalyList } from '../lists/AnomalyList.tsx';
import { useWidth } from '../signal/use-width.ts';
import { Section } from '../Section.tsx';
import { signalOf } from './signal-of.ts';

const LANES_HEIGHT = 420;
/** What a person reads at first; the lanes show them all. */
const ANOMALIES_AT_FIRST = 20;

/** An incident over time: its services in order of onset, its signals as lanes, its anomalies; one service at a time. */
export function IncidentTime({
  incident,
  now,
  verdict,
}: {
  incident: IncidentDetail;
  now: number;
  /** What can be said of an anomaly. */
  verdict: (row: AnomalyRow) => ReactNode;
}): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [ref, width] = useWidth();
  const [chosen, choose] = useState<string>();
  const [all, setAll] = useState(false);
  const timeline = useMemo(() => incidentTimeline(incident, now), [incident, now]);
  const { from, to } = timeline;
  const ids = timeline.rows.find(({ entity }) => entity === chosen)?.anomalyIds;
  const members = useMemo(
    () => incident.members.filter(({ id }) => ids === undefined || ids.includes(id)),
    [incident.members, ids],
  );
  const lanes = useMemo(() => swimLanes(members, from, to), [members, from, to]);
  const rows = useMemo(() => members.map(anomalyRow), [members]);
  const timeZone = getTimeZone();
  const of = ids === undefined || chosen === undefined ? '' : ` of ${chosen}`;
  return (
    <>
      <Section title="In order of onset">
        <Timeline
          bars={timeline.rows.map((row) => ({
            key: row.entity,
            name: row.entity,
            severity: row.severity,
            start: row.start,
            end: row.end,
            onset: onsetText(row),
          }))}
          {...{ from, to, timeZone }}
          label="Services in order of onset"
          testId="lapwing-timeline"
          selected={chosen ?? null}
          onSelect={(entity) => choose(entity === chosen ? undefined : entity)}
        />
        {of !== '' && (
          <Button size="sm" variant="secondary" icon="times" onClick={() => choose(undefined)}>
            Only {chosen}: show all services
          </Button>
        )}
      </Section>
      <Section title={`Signals${of}`}>
        <div ref={ref} className={styles.lanes}>
          {width > 0 && (
            <LaneChart
              {...{ lanes, from, to, timeZone, width }}
              height={LANES_HEIGHT}
              label={`Signals${of}, worst first`}
              signalTo={(signalId) => signalOf(incident, signalId, now)}
            />
          )}
        </div>
      </Section>
      <Section title={`Anomalies${of}`}>
        {incident.anomalies > INCIDENT_ANOMALIES_MOST && (
          <p>
            The first {INCIDENT_ANOMALIES_MOST} of {incident.anomalies}.
          </p>
        )}
        <AnomalyList
          rows={all ? rows : rows.slice(0, ANOMALIES_AT_FIRST)}
          now={now}
          label={`Anomalies${of}, in order of start`}
          testId="lapwing-members"
          actions={verdict}
        />
        {!all && rows.length > ANOMALIES_AT_FIRST && (
          <Button variant="secondary" fill="text" onClick={() => setAll(true)}>
            Show all {rows.length}
          </Button>
        )}
      </Section>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'lanes', string> => ({
  lanes: css({
    padding: theme.spacing(0.5, 0),
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
});
