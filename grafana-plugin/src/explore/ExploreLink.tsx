import React, { useEffect, useState } from 'react';
import { PageButton } from '../app/PageLink.tsx';
import { explorePath } from './explore-path.ts';
import { type OwnSource, chosenSource, exploreChoice } from './own-sources.ts';
import type { ExploreKind, ExploreQuery } from './queries.ts';

interface Props {
  query: ExploreQuery;
  /** Epoch ms. */
  from: number;
  to: number;
  children: string;
}

/** A link to Explore with the person's own data source; nothing where they have none that could show it. */
export function ExploreLink({ query, from, to, children }: Props): React.JSX.Element | null {
  const source = useOwnSource(query.kind);
  if (source === undefined) return null;
  const path = explorePath({ source, query: query.queryFor(source.type), from, to });
  return (
    <PageButton to={path} icon="compass" size="sm" variant="secondary">
      {`${children} in ${source.name}`}
    </PageButton>
  );
}

function useOwnSource(kind: ExploreKind): OwnSource | undefined {
  const [source, setSource] = useState<OwnSource>();
  useEffect(() => {
    let wanted = true;
    void exploreChoice().then((choice) => {
      if (wanted) setSource(chosenSource(kind, choice));
    });
    return () => {
      wanted = false;
    };
  }, [kind]);
  return source;
}
