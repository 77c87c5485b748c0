// Contracts of OpenSearch Dashboards' own plugins, as far as dashboards are drawn on. Read off 2.11, 2.19 and 3.x; what is
// marked optional is not everywhere.

import type { CoreStart } from './core-public.ts';

/** Saved objects, as the person who is signed in. */
export interface SavedObjects {
  client: {
    create(type: string, attributes: object, options?: object): Promise<unknown>;
    find(options: object): Promise<{ savedObjects: unknown[]; total: number }>;
    delete(type: string, id: string): Promise<unknown>;
  };
}

type Mount = (element: HTMLElement) => () => void;

/** Core, with what the parts on dashboards use beside the app. */
export interface DashboardCore extends CoreStart {
  savedObjects: SavedObjects;
  overlays: {
    openFlyout(mount: Mount, options?: Readonly<Record<string, unknown>>): { close(): Promise<void> };
    openModal(mount: Mount, options?: Readonly<Record<string, unknown>>): { close(): Promise<void> };
  };
}

export interface TimeRange {
  from: string;
  to: string;
}

export interface Query {
  query: unknown;
  language: string;
}

/** A filter of the filter bar: `meta` is for people, `query` is a part of an OpenSearch query. */
export interface Filter {
  meta: { disabled?: boolean; negate?: boolean; [key: string]: unknown };
  [key: string]: unknown;
}

/** What a dashboard gives each of its panels. */
export interface PanelInput {
  id: string;
  title?: string;
  savedObjectId?: string;
  timeRange?: TimeRange;
  query?: Query;
  filters?: Filter[];
  viewMode?: string;
  refreshConfig?: { pause: boolean; value: number };
  [key: string]: unknown;
}

export interface IndexPatternLike {
  id?: string;
  title: string;
  timeFieldName?: string;
}

/** What `Vis.serialize()` gives of a visualisation that is made of aggregations. */
export interface Visualisation {
  id?: string;
  title?: string;
  data?: { indexPattern?: IndexPatternLike; aggs?: unknown; searchSource?: unknown };
  serialize?(): unknown;
}

/** A panel of a dashboard, whatever it shows. `vis` is that of a visualisation. */
export interface PanelEmbeddable {
  id: string;
  type: string;
  vis?: Visualisation;
  parent?: unknown;
  /** Private, and in every version. */
  destroyed?: boolean;
  getInput(): PanelInput;
  getOutput(): {
    title?: string;
    defaultTitle?: string;
    indexPatterns?: IndexPatternLike[];
    savedObjectId?: string;
  };
  getTitle?(): string | undefined;
  reload?(): void;
  updateInput?(changes: Record<string, unknown>): void;
}

export interface PanelContext {
  embeddable: PanelEmbeddable;
}

export interface PanelAction {
  id: string;
  type: string;
  order: number;
  getDisplayName(context: PanelContext): string;
  getDisplayNameTooltip?(context: PanelContext): string;
  getIconType(context: PanelContext): string | undefined;
  isCompatible(context: PanelContext): Promise<boolean>;
  execute(context: PanelContext): Promise<void>;
  grouping?: {
    id: string;
    getDisplayName(): string;
    getIconType(): string;
    category?: string;
    order?: number;
  }[];
}

export interface UiActions {
  /** Registers the action and shows it where the trigger fires. */
  addTriggerAction(trigger: string, action: PanelAction): void;
}

/** Ids of the triggers of the `embeddable` plugin, unchanged since it is there. */
export const PANEL_BADGE_TRIGGER = 'PANEL_BADGE_TRIGGER';
export const CONTEXT_MENU_TRIGGER = 'CONTEXT_MENU_TRIGGER';

interface Moment {
  valueOf(): number;
}

export interface DataStart {
  query: {
    timefilter: {
      timefilter: {
        calculateBounds(range: TimeRange): { min?: Moment; max?: Moment };
        /** Tells each time that a dashboard refreshes its data by itself. */
        getAutoRefreshFetch$?(): { subscribe(next: () => void): unknown };
      };
    };
  };
}

export interface ExpressionFunction<Input, Args> {
  name: string;
  type: string;
  inputTypes: string[];
  help: string;
  args: Record<string, { types: string[]; default?: unknown; help: string }>;
  fn(
    input: Input,
    args: Args,
    context: { getSearchContext?(): unknown; searchContext?: unknown },
  ): Promise<unknown>;
}

export interface Expressions {
  registerFunction<Input, Args>(make: () => ExpressionFunction<Input, Args>): void;
}

export interface EmbeddableSetup {
  registerEmbeddableFactory(type: string, factory: object): unknown;
}

/** A panel of ours. */
export interface EmbeddableBase {
  readonly id: string;
  getInput(): PanelInput;
  getInput$(): { subscribe(next: () => void): { unsubscribe(): void } };
  render(node: HTMLElement): void;
  reload(): void;
  destroy(): void;
}
