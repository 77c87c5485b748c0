import React from 'react';
import { CallFields } from './CallFields.tsx';
import { DocumentFields } from './DocumentFields.tsx';
import { EntityFields } from './EntityFields.tsx';
import { MatchField } from './MatchField.tsx';
import { PromqlField } from './PromqlField.tsx';
import { ServicesField } from './ServicesField.tsx';
import { TemplateFields } from './TemplateFields.tsx';
import type { QueryProps } from './query-props.ts';

interface Props extends QueryProps {
  /** Those there are, for a query of several. */
  detectors: readonly { id: string; name: string }[];
}

/** The fields of a detector's query: those of its type. */
export function QueryFields({ detectors, ...props }: Props): React.JSX.Element {
  switch (props.query.type) {
    case 'prometheus':
      return <PromqlField {...props} />;
    case 'opensearch':
      return <DocumentFields {...props} />;
    case 'ingest':
    case 'csv':
      return <MatchField {...props} />;
    case 'traces':
      return <CallFields {...props} />;
    case 'behaviour':
      return <ServicesField {...props} />;
    case 'entities':
      return <EntityFields {...props} detectors={detectors} />;
    case 'templates':
      return <TemplateFields {...props} />;
  }
}
