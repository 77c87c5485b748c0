// OpenSearch Dashboards' browser core, as far as the plugin uses it. `@osd/*` and core are not on npm; what is marked
// optional came in a later version than 2.11, or went.

export interface HttpFetchOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: string;
  query?: Readonly<Record<string, string | number | boolean | string[] | undefined>>;
  signal?: AbortSignal;
}

export interface HttpStart {
  basePath: { prepend(path: string): string };
  /** Parses JSON; throws an error with `response` and `body` for an answer that is no success. Sets osd-xsrf itself. */
  fetch(path: string, options?: HttpFetchOptions): Promise<unknown>;
}

/** `get$` is an rxjs Observable; this is all of it that is used. */
export interface UiSettings {
  get(key: string): unknown;
}

export interface ScopedHistory {
  location: { pathname: string; search: string };
  push(path: string): void;
  replace(path: string): void;
  /** An href with OpenSearch Dashboards' and the app's base path in front. */
  createHref(location: { pathname: string; search?: string }): string;
  listen(changed: () => void): () => void;
}

export interface AppMountParameters {
  element: HTMLElement;
  history: ScopedHistory;
}

export interface AppCategory {
  id: string;
  label: string;
  order?: number;
  euiIconType?: string;
}

export interface AppRegistration {
  id: string;
  title: string;
  order?: number;
  category?: AppCategory;
  euiIconType?: string;
  mount(params: AppMountParameters): Promise<() => void>;
}

export interface NavGroup {
  id: string;
  title: string;
  description: string;
}

export interface CoreSetup {
  application: { register(app: AppRegistration): void };
  http: HttpStart;
  uiSettings: UiSettings;
  /** From 2.16: the left navigation is grouped by use case when workspaces are on. */
  chrome?: {
    navGroup?: {
      addNavLinksToGroup(
        group: NavGroup,
        links: { id: string; category?: AppCategory; order?: number }[],
      ): void;
    };
  };
  getStartServices(): Promise<[CoreStart, unknown, unknown]>;
}

export interface CoreStart {
  application: {
    navigateToApp(id: string, options?: { path?: string }): Promise<void>;
    getUrlForApp(id: string, options?: { path?: string }): string;
    navigateToUrl(url: string): Promise<void>;
  };
  chrome: {
    setBreadcrumbs(crumbs: { text: string; href?: string }[]): void;
    docTitle: { change(title: string): void };
  };
  http: HttpStart;
  uiSettings: UiSettings;
  notifications: {
    toasts: {
      addSuccess(toast: string | { title: string; text?: string }): unknown;
      addDanger(toast: string | { title: string; text?: string }): unknown;
    };
  };
}
