type BundleRequire = (moduleKey: number) => unknown;

/** The loader that OpenSearch Dashboards' page has before any bundle runs: bundles are defined, and required later. */
export function makeBundles(): {
  define: (key: string, bundleRequire: BundleRequire, moduleKey: number) => void;
  has: (key: string) => boolean;
  get: (key: string) => unknown;
} {
  const modules = new Map<string, [BundleRequire, number]>();
  return {
    define(key, bundleRequire, moduleKey) {
      if (modules.has(key)) throw new Error(`__osdBundles__ already has a module defined for "${key}"`);
      modules.set(key, [bundleRequire, moduleKey]);
    },
    has: (key) => modules.has(key),
    get(key) {
      const [bundleRequire, moduleKey] = modules.get(key) ?? [];
      if (bundleRequire === undefined || moduleKey === undefined) {
        throw new Error(`__osdBundles__ does not have a module defined for "${key}"`);
      }
      return bundleRequire(moduleKey);
    },
  };
}
