import { PluginPage } from '@grafana/runtime';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import type { Problem } from '../service/problem.ts';
import { LaterNote } from './LaterNote.tsx';
import { ProblemAlert } from './ProblemAlert.tsx';
import { LiveMark } from './live/LiveMark.tsx';
import { usePageLocation } from './use-location.ts';
import type { LiveState } from './live/live-events.ts';

interface Props {
  title: string;
  subTitle?: string;
  parent?: { text: string; url: string };
  /** Said while there is nothing to show and nothing went wrong; without it the children are shown at once. */
  loading?: string | undefined;
  problem?: Problem | undefined;
  reload?: () => void;
  live?: LiveState | undefined;
  actions?: ReactNode;
  children?: ReactNode;
}

/** A page of the app: its title, whether it is live, what went wrong and how to try again, and what it shows. */
export function Page(props: Props): React.JSX.Element {
  const { title, subTitle, parent, loading, problem, reload, live, actions, children } = props;
  return (
    <PluginPage
      // Grafana's menu names a list already: with its address the breadcrumbs say it once.
      pageNav={{
        text: title,
        url: usePageLocation().pathname,
        ...(parent && { parentItem: parent }),
        ...(subTitle !== undefined && { subTitle }),
      }}
      actions={
        <>
          <LiveMark state={live} failing={problem !== undefined} />
          {actions}
        </>
      }
    >
      {problem && <ProblemAlert problem={problem} retry={() => reload?.()} />}
      <LaterNote />
      {loading !== undefined && !problem && (
        <div role="status">
          <LoadingPlaceholder text={loading} />
        </div>
      )}
      {children}
    </PluginPage>
  );
}
