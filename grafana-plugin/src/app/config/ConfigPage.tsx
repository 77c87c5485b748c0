import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import React from 'react';
import { ConnectionForm } from './ConnectionForm.tsx';
import type { AppSettings } from './settings.ts';

type Props = PluginConfigPageProps<AppPluginMeta<AppSettings>>;

/** The app's settings among Grafana's plugins; the app's own page of settings has more. */
export default function ConfigPage({ plugin }: Props): React.JSX.Element {
  return <ConnectionForm meta={plugin.meta} />;
}
