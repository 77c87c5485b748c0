import type { Plugin } from 'esbuild';

/** zod brings its messages along in some fifty languages, a third of a megabyte; the plugin speaks English. */
export const oneLanguage: Plugin = {
  name: 'one-language',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.c?js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};
