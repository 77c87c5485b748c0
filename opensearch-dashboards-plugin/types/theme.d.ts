// What OpenSearch Dashboards shares of its theme: the variables of the one that is shown.
declare module '@osd/ui-shared-deps/theme' {
  export const euiThemeVars: Readonly<Record<string, unknown>> | undefined;
}
