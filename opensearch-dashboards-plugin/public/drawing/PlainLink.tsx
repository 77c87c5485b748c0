import React, { type MouseEvent, type ReactNode } from 'react';

interface Props {
  href: string;
  follow: (href: string) => void;
  className?: string;
  title?: string;
  children: ReactNode;
}

/** A plain link for the keyboard, a new tab and a screen reader, without a reload. */
export function PlainLink({ href, follow, className, title, children }: Props): React.JSX.Element {
  const click = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    follow(href);
  };
  return (
    <a href={href} className={className} title={title} onClick={click}>
      {children}
    </a>
  );
}
