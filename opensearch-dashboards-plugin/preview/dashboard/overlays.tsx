import { EuiFlyout, EuiModal } from '@elastic/eui';
import React, { useLayoutEffect, useRef } from 'react';
import { render } from '../../public/render.ts';
import type { DashboardCore } from '../../types/dashboards.ts';

type Overlays = DashboardCore['overlays'];
type Mount = Parameters<Overlays['openFlyout']>[0];

function Mounted({ mount }: { mount: Mount }): React.JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (place.current === null ? undefined : mount(place.current)), [mount]);
  return <div ref={place} style={{ display: 'flex', flexDirection: 'column', height: '100%' }} />;
}

/** What core opens over a page. As in OpenSearch Dashboards (src/core/public/overlays) one flyout is open at a time. */
export function makeOverlays(): Overlays {
  let closeFlyout = (): void => undefined;
  const open = (draw: (close: () => void) => React.ReactElement): { close(): Promise<void> } => {
    const place = document.createElement('div');
    document.body.append(place);
    let take: (() => void) | undefined;
    const close = (): void => {
      // Not while it is drawn.
      setTimeout(() => {
        take?.();
        take = undefined;
        place.remove();
      });
    };
    take = render(draw(close), place);
    return {
      close: () => {
        close();
        return Promise.resolve();
      },
    };
  };
  return {
    openFlyout(mount, options = {}) {
      closeFlyout();
      const opened = open((close) => (
        <EuiFlyout onClose={close} {...options}>
          <Mounted mount={mount} />
        </EuiFlyout>
      ));
      closeFlyout = () => void opened.close();
      return opened;
    },
    openModal: (mount, options = {}) =>
      open((close) => (
        <EuiModal onClose={close} {...options}>
          <Mounted mount={mount} />
        </EuiModal>
      )),
  };
}
