import { EuiTitle } from '@elastic/eui';
import React, { type ReactNode } from 'react';

export function Section({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}): React.JSX.Element {
  return (
    <section>
      <div className="lpw-head">
        <EuiTitle size="s">
          <h2>{title}</h2>
        </EuiTitle>
        {actions}
      </div>
      {children}
    </section>
  );
}
