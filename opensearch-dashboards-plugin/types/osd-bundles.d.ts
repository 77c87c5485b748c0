// What other plugins' bundles export and we use. Each stands in the manifest's `requiredPlugins`.
declare module 'plugin/data/public' {
  export const opensearchQuery: {
    /** An OpenSearch query of queries (kuery or Lucene) and filters. Throws when a query can't be read. */
    buildOpenSearchQuery(
      indexPattern: undefined,
      queries: unknown[],
      filters: unknown[],
      config: {
        allowLeadingWildcards: boolean;
        queryStringOptions: object;
        ignoreFilterIfFieldNotInIndex: boolean;
      },
    ): unknown;
  };
}
declare module 'plugin/embeddable/public' {
  /** `PanelInput` of dashboards.ts: what an ambient module may not import. */
  interface Input {
    id: string;
    timeRange?: { from: string; to: string };
    query?: { query: unknown; language: string };
    filters?: {
      meta: { disabled?: boolean; negate?: boolean; [key: string]: unknown };
      [key: string]: unknown;
    }[];
    [key: string]: unknown;
  }
  /** The base class of a panel. */
  export class Embeddable {
    constructor(input: Input, output: object, parent?: unknown);
    readonly id: string;
    getInput(): Input;
    updateInput(changes: Record<string, unknown>): void;
    getInput$(): { subscribe(next: (input: Input) => void): { unsubscribe(): void } };
    render(node: HTMLElement): void;
    reload(): void;
    destroy(): void;
  }
}
