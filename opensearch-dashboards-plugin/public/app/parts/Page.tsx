import {
  EuiBadge,
  EuiCallOut,
  EuiPage,
  EuiPageBody,
  EuiSpacer,
  EuiTab,
  EuiTabs,
  EuiTitle,
} from '@elastic/eui';
import React, { type ReactNode, useEffect } from 'react';
import { APP_TITLE } from '../../../common/ids.ts';
import { useApp } from '../context.ts';
import { useLaterNote } from '../use-later-note.ts';
import { INCIDENTS_PATH, OVERVIEW_PATH, SIGNALS_PATH } from '../routes.ts';

const TABS = [
  { path: OVERVIEW_PATH, name: 'Overview' },
  { path: INCIDENTS_PATH, name: 'Incidents' },
  { path: SIGNALS_PATH, name: 'Signals' },
];

interface Props {
  title: string;
  tab: string;
  /** The page stands below its tab's list. */
  below?: boolean;
  /** What keeps itself up to date fails to. */
  failing?: boolean;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of every page: title, tabs, breadcrumbs. */
export function Page({ title, tab, below = false, failing, actions, children }: Props): React.JSX.Element {
  const { core, links } = useApp();
  const later = useLaterNote();
  const parent = TABS.find(({ path }) => path === tab);
  useEffect(() => {
    core.chrome.docTitle.change(`${title} - ${APP_TITLE}`);
    core.chrome.setBreadcrumbs([
      { text: APP_TITLE, href: links.page(OVERVIEW_PATH) },
      ...(below && parent ? [{ text: parent.name, href: links.page(parent.path) }] : []),
      { text: title },
    ]);
  }, [title, tab, below, core, links]);
  return (
    <EuiPage>
      <EuiPageBody component="main">
        <div className="lpw-head">
          <EuiTitle>
            <h1 className="lpw-name">{title}</h1>
          </EuiTitle>
          <div className="lpw-filters">
            {failing === true && <EuiBadge color="danger">Not up to date</EuiBadge>}
            {failing === false && <EuiBadge color="hollow">Up to date, every 10 s</EuiBadge>}
            {actions}
          </div>
        </div>
        <nav aria-label="Pages">
          <EuiTabs size="s">
            {TABS.map(({ path, name }) => (
              <EuiTab
                key={path}
                isSelected={path === tab}
                href={links.page(path)}
                onClick={(event: React.MouseEvent) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  links.follow(links.page(path));
                }}
              >
                {name}
              </EuiTab>
            ))}
          </EuiTabs>
        </nav>
        <EuiSpacer size="m" />
        {later && (
          <>
            <EuiCallOut title={later.title} size="s" iconType="iInCircle">
              <p>{later.text}</p>
            </EuiCallOut>
            <EuiSpacer size="m" />
          </>
        )}
        {children}
      </EuiPageBody>
    </EuiPage>
  );
}
