/** The AMD loader's own `module`: tells where the file came from. */
declare module 'amd-module' {
  const amdModule: { uri?: string };
  export default amdModule;
}
