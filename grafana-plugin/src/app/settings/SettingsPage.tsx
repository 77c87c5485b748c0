import { css } from '@emotion/css';
import type { AppPluginMeta, GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { Page } from '../Page.tsx';
import { Section } from '../Section.tsx';
import { grafanaRole } from '../access/may-change.ts';
import { ConnectionForm } from '../config/ConnectionForm.tsx';
import type { AppSettings } from '../config/settings.ts';
import { Calendars } from './Calendars.tsx';
import { ExploreSources } from './ExploreSources.tsx';
import { FeedbackLog } from './FeedbackLog.tsx';

/** Where the service is, where links to Explore lead, its calendars, and what people said. */
export default function SettingsPage({ meta }: { meta: AppPluginMeta<AppSettings> }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const role = grafanaRole();
  const whyNot =
    role === undefined || role === 'Admin'
      ? undefined
      : `Your role in Grafana is ${role}: an administrator can change these settings.`;
  const configured = Boolean(meta.jsonData?.serviceUrl);
  return (
    <Page title="Settings" subTitle="The connection, links to your own data, calendars, and what people said">
      <div className={styles.page}>
        <section aria-label="Connection">
          <ConnectionForm meta={meta} whyNot={whyNot} />
        </section>
        <Section title="Links to Explore">
          <ExploreSources meta={meta} whyNot={whyNot} />
        </Section>
        {configured && (
          <>
            <Section title="Calendars">
              <Calendars />
            </Section>
            <Section title="What people said">
              <FeedbackLog />
            </Section>
          </>
        )}
      </div>
    </Page>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'page', string> => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(4) }),
});
