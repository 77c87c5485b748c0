import React, { type ReactNode } from 'react';
import { PlainLink } from '../../drawing/PlainLink.tsx';
import { useApp } from '../context.ts';

/** A link to a path of the app. */
export function PageLink({
  to,
  className,
  children,
}: {
  to: string;
  className?: string;
  children: ReactNode;
}): React.JSX.Element {
  const { links } = useApp();
  return (
    <PlainLink
      href={links.page(to)}
      follow={links.follow}
      className={className ?? 'euiLink euiLink--primary'}
    >
      {children}
    </PlainLink>
  );
}
