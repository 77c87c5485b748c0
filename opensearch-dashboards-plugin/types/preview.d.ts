// Variables of EUI's themes, as the preview's build finds them.
declare module 'preview-theme/light' {
  const variables: Readonly<Record<string, unknown>>;
  export default variables;
}
declare module 'preview-theme/dark' {
  const variables: Readonly<Record<string, unknown>>;
  export default variables;
}
