import { locationService } from '@grafana/runtime';
import { emptyDraft, detectorOf } from '@lapwing/visuals';
import React, { useMemo, useState } from 'react';
import { Page } from '../Page.tsx';
import { useWhyNot } from '../access/use-access.ts';
import { DETECTORS_PATH, detectorPath } from '../routes.ts';
import { call } from '../service.ts';
import { DetectorEditor } from './DetectorEditor.tsx';
import { KIND_OF_QUERY, QUERY_TYPES } from './query-types.ts';
import { type Around, useAround } from './use-edited.ts';

const DETECTORS = { text: 'Detectors', url: DETECTORS_PATH };

/** Makes a detector. */
export default function NewDetectorPage(): React.JSX.Element {
  const { data, problem, reload } = useAround();
  return (
    <Page
      title="New detector"
      subTitle="What is watched, and when somebody is told"
      parent={DETECTORS}
      {...{ problem, reload }}
      loading={data ? undefined : 'Loading …'}
    >
      {data && <Editor around={data} />}
    </Page>
  );
}

function Editor({ around }: { around: Around }): React.JSX.Element {
  const whyNot = useWhyNot();
  const first = useMemo(() => firstDraft(around), [around]);
  const [draft, setDraft] = useState(first);
  return (
    <DetectorEditor
      {...{ draft, around, whyNot }}
      onChange={setDraft}
      isNew
      saveLabel="Make the detector"
      save={async () => {
        const { id } = await call('createDetector', { body: detectorOf(draft) });
        locationService.push(detectorPath(id));
      }}
    />
  );
}

/** A form for the source that most people have, and a query that it answers. */
function firstDraft({ sources }: Around): ReturnType<typeof emptyDraft> {
  const draft = emptyDraft();
  const source = sources.find(({ serves }) => serves.includes(draft.query.type)) ?? sources[0];
  const type = QUERY_TYPES.find(({ value }) => source?.serves.includes(value))?.value ?? draft.query.type;
  return { ...draft, source: source?.name ?? '', query: { ...draft.query, type }, kind: KIND_OF_QUERY[type] };
}
