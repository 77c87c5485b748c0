import { EuiAccordion, EuiButtonEmpty, EuiFieldText, EuiFormRow, EuiSelect, EuiSpacer } from '@elastic/eui';
import React, { useState } from 'react';
import { CHANNEL_TYPES, type ChannelWish } from '../../common/alerting/wishes.ts';

const NAMES: Readonly<Record<ChannelWish['type'], string>> = {
  slack: 'Slack',
  chime: 'Chime',
  microsoft_teams: 'Microsoft Teams',
  webhook: 'Webhook',
};

/** A notification channel by its address. Those that need more are made in Notifications. */
export function NewChannel({ make }: { make(wish: ChannelWish): void }): React.JSX.Element {
  const [wish, setWish] = useState<ChannelWish>({ name: 'On call', type: 'slack', url: '' });
  return (
    <EuiAccordion id="lapwingChannel" buttonContent="New channel">
      <EuiSpacer size="s" />
      <EuiFormRow label="Name">
        <EuiFieldText value={wish.name} onChange={({ target }) => setWish({ ...wish, name: target.value })} />
      </EuiFormRow>
      <EuiFormRow
        label="Type"
        helpText="E-mail and others are made in Notifications, and can then be chosen here."
      >
        <EuiSelect
          options={CHANNEL_TYPES.map((type) => ({ value: type, text: NAMES[type] }))}
          value={wish.type}
          onChange={({ target }) => {
            const type = CHANNEL_TYPES.find((one) => one === target.value);
            if (type !== undefined) setWish({ ...wish, type });
          }}
        />
      </EuiFormRow>
      <EuiFormRow label="Address">
        <EuiFieldText
          placeholder="https://hooks.slack.com/services/…"
          value={wish.url}
          onChange={({ target }) => setWish({ ...wish, url: target.value })}
        />
      </EuiFormRow>
      <EuiSpacer size="s" />
      <EuiButtonEmpty size="s" onClick={() => make(wish)} data-test-subj="lapwingMakeChannel">
        Create channel
      </EuiButtonEmpty>
    </EuiAccordion>
  );
}
