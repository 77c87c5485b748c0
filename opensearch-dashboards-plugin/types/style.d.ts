// The build hands style sheets on as text: OpenSearch Dashboards loads one script of a plugin and nothing beside it.
declare module '*.css' {
  const text: string;
  export default text;
}
