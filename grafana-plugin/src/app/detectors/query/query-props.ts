import type { FieldErrors, QueryDraft } from '@lapwing/visuals';

/** What the fields of a query are given. */
export interface QueryProps {
  query: QueryDraft;
  onChange: (change: Partial<QueryDraft>) => void;
  errors: FieldErrors;
  /** The person may look, not change. */
  off: boolean;
}
