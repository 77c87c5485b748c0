// Variables of EUI's themes, as the preview's build finds them.
declare module 'theme:light' {
  const variables: Readonly<Record<string, unknown>>;
  export default variables;
}
declare module 'theme:dark' {
  const variables: Readonly<Record<string, unknown>>;
  export default variables;
}
