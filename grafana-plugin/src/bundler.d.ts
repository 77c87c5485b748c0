/** The AMD loader's own `module`: tells where the file came from. */
declare module 'amd-module' {
  const amdModule: { uri?: string };
  export default amdModule;
}

/** Webpack's own: where it loads chunks from. */
declare let __webpack_public_path__: string;
