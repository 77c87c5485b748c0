import {
  EuiButton,
  EuiCallOut,
  EuiComboBox,
  EuiFlyoutBody,
  EuiFlyoutFooter,
  EuiFlyoutHeader,
  EuiFormRow,
  EuiRadioGroup,
  EuiTitle,
} from '@elastic/eui';
import React, { useState } from 'react';
import { useLoad } from '../app/use-load.ts';
import type { Lapwing } from '../service/ask.ts';
import { type Choice, detectorChoices, incidentChoices, signalChoices } from './choices.ts';
import { type PanelSettings, VIEWS, VIEW_NAMES } from './settings.ts';

interface Props {
  lapwing: Lapwing;
  settings: PanelSettings;
  /** With the title that the panel then has. */
  save(settings: PanelSettings, title: string): void;
}

/** For each view, what of it is chosen, and whether it must be. */
const PARTS = {
  chart: { key: 'signalId', label: 'Signal', choices: signalChoices, none: 'Search by a label’s value' },
  lanes: { key: 'detectorId', label: 'Detector', choices: detectorChoices, none: 'All detectors' },
  timeline: {
    key: 'incidentId',
    label: 'Incident',
    choices: incidentChoices,
    none: 'The newest of the time range',
  },
} as const;

/** What a panel shows. */
export function PanelEditor({ lapwing, settings: before, save }: Props): React.JSX.Element {
  const [settings, setSettings] = useState(before);
  const [text, setText] = useState('');
  const [title, setTitle] = useState<string>();
  const { key, label, choices, none } = PARTS[settings.view];
  const {
    data = [],
    problem,
    loading,
  } = useLoad(
    JSON.stringify([settings.view, text]),
    (signal): Promise<Choice[]> => choices(lapwing, text, signal),
    0,
  );
  const chosen = settings[key];
  const options = data.map(({ id, name }) => ({ label: name, value: id }));
  const known = options.find(({ value }) => value === chosen);
  const ready = settings.view !== 'chart' || chosen !== undefined;
  return (
    <>
      <EuiFlyoutHeader hasBorder>
        <EuiTitle size="s">
          <h2>Lapwing anomalies</h2>
        </EuiTitle>
      </EuiFlyoutHeader>
      <EuiFlyoutBody>
        <EuiFormRow label="Show">
          <EuiRadioGroup
            name="lapwingView"
            options={VIEWS.map((view) => ({ id: view, label: VIEW_NAMES[view] }))}
            idSelected={settings.view}
            onChange={(id) => {
              setText('');
              setTitle(undefined);
              const view = VIEWS.find((one) => one === id);
              if (view !== undefined) setSettings({ view });
            }}
          />
        </EuiFormRow>
        {problem ? (
          <EuiCallOut size="s" color="warning" title={problem.title}>
            <p>{problem.hint}</p>
          </EuiCallOut>
        ) : (
          <EuiFormRow label={label}>
            <EuiComboBox
              singleSelection={{ asPlainText: true }}
              isLoading={loading}
              placeholder={none}
              options={options}
              selectedOptions={
                chosen === undefined ? [] : [known ?? { label: title ?? chosen, value: chosen }]
              }
              onSearchChange={(value) => setText(value)}
              onChange={([one]) => {
                setTitle(one?.label);
                setSettings({ view: settings.view, ...(one?.value !== undefined && { [key]: one.value }) });
              }}
              data-test-subj="lapwingChoice"
            />
          </EuiFormRow>
        )}
      </EuiFlyoutBody>
      <EuiFlyoutFooter>
        <EuiButton
          fill
          disabled={!ready}
          data-test-subj="lapwingSave"
          onClick={() => save(settings, titleOf(settings, title ?? known?.label))}
        >
          Save
        </EuiButton>
      </EuiFlyoutFooter>
    </>
  );
}

function titleOf({ view }: PanelSettings, chosen: string | undefined): string {
  if (view === 'chart') return chosen ?? 'Anomalies';
  const what = view === 'lanes' ? 'Anomalies' : 'Incident';
  return chosen === undefined ? what : `${what}: ${chosen}`;
}
