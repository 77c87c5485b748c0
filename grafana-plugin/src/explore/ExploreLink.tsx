import React, { useEffect, useState } from 'react';
import { PageButton } from '../app/PageLink.tsx';
import { explorePath } from './explore-path.ts';
import { type OwnSource, chosenSource, exploreChoice } from './own-sources.ts';
import type { ExploreQuery, SourceQuery } from './queries.ts';

interface Props {
  query: ExploreQuery;
  /** Epoch ms. */
  from: number;
  to: number;
  children: string;
}

/** A link to Explore with the person's own data source; nothing where they have none that could show it. */
export function ExploreLink({ query, from, to, children }: Props): React.JSX.Element | null {
  const asked = useAsked(query);
  if (asked === undefined) return null;
  return (
    <PageButton to={explorePath({ ...asked, from, to })} icon="compass" size="sm" variant="secondary">
      {`${children} in ${asked.source.name}`}
    </PageButton>
  );
}

interface Asked {
  source: OwnSource;
  query: SourceQuery;
}

function useAsked(query: ExploreQuery): Asked | undefined {
  const [asked, setAsked] = useState<Asked>();
  useEffect(() => {
    let wanted = true;
    void askedFor(query).then((found) => {
      if (wanted) setAsked(found);
    });
    return () => {
      wanted = false;
    };
    // A query is made anew whenever its page is drawn: what it says is its identity.
  }, [query.key]);
  return asked;
}

async function askedFor(query: ExploreQuery): Promise<Asked | undefined> {
  const source = chosenSource(query, await exploreChoice());
  return source && { source, query: await query.queryFor(source.type) };
}
