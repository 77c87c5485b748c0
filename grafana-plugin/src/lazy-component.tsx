import { LoadingPlaceholder } from '@grafana/ui';
import React, { type ComponentType, Suspense, lazy } from 'react';

/** A component that is loaded when it is first shown, so that it costs nothing in the module's first bundle. */
export function lazyComponent<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  const Loaded = lazy(load) as unknown as ComponentType<Props>;
  return function LazyComponent(props: Props): React.JSX.Element {
    return (
      <Suspense fallback={<LoadingPlaceholder text="" />}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
