import { config, locationService } from '@grafana/runtime';
import { type IconName, LinkButton } from '@grafana/ui';
import React, { type MouseEvent, type ReactNode } from 'react';

interface Props {
  to: string;
  className?: string;
  children: ReactNode;
}

/** A link within Grafana: a plain one for the keyboard, a new tab and a screen reader, without a reload. */
export function PageLink({ to, className, children }: Props): React.JSX.Element {
  return (
    <a href={hrefOf(to)} className={className} onClick={follow(to)}>
      {children}
    </a>
  );
}

interface ButtonProps {
  to: string;
  icon?: IconName;
  size?: 'sm' | 'md';
  variant?: 'primary' | 'secondary';
  children: string;
}

/** The same, looking like a button. */
export function PageButton({ to, children, ...look }: ButtonProps): React.JSX.Element {
  return (
    <LinkButton {...look} href={hrefOf(to)} onClick={follow(to)}>
      {children}
    </LinkButton>
  );
}

/** Where Grafana is served below a path, that comes first. */
function hrefOf(to: string): string {
  return `${config.appSubUrl ?? ''}${to}`;
}

function follow(to: string): (event: MouseEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    locationService.push(to);
  };
}
