import { config, locationService } from '@grafana/runtime';
import React, { type MouseEvent, type ReactNode } from 'react';

interface Props {
  to: string;
  className?: string;
  children: ReactNode;
}

/** A link within Grafana: a plain one for the keyboard, a new tab and a screen reader, without a reload. */
export function PageLink({ to, className, children }: Props): React.JSX.Element {
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    locationService.push(to);
  };
  return (
    <a href={`${config.appSubUrl ?? ''}${to}`} className={className} onClick={follow}>
      {children}
    </a>
  );
}
