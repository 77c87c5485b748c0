import { EuiPage, EuiPageBody, EuiTitle } from '@elastic/eui';
import React from 'react';
import type { CoreStart, ScopedHistory } from '../../types/core-public.ts';
import { APP_TITLE } from '../../common/ids.ts';

/** The app's root: picks the page. */
export function App(_props: { core: CoreStart; history: ScopedHistory }): React.JSX.Element {
  return (
    <EuiPage>
      <EuiPageBody component="main">
        <EuiTitle>
          <h1>{APP_TITLE}</h1>
        </EuiTitle>
      </EuiPageBody>
    </EuiPage>
  );
}
