import { PLUGIN_ID, APP_TITLE } from '../../common/ids.ts';
import type { Part } from '../part.ts';

const OBSERVABILITY = { id: 'observability', label: 'Observability', order: 3000 };
/** Use cases whose navigation names the app, where workspaces are on. */
const GROUPS = [
  { id: 'observability', title: 'Observability', description: '' },
  { id: 'all', title: 'Analytics', description: '' },
];

/** The app, in the navigation under Observability. */
export const app: Part = {
  setup(core) {
    core.application.register({
      id: PLUGIN_ID,
      title: APP_TITLE,
      order: 8000,
      category: OBSERVABILITY,
      async mount(params) {
        const [{ mountApp }, [start]] = await Promise.all([
          import('./mount.chunk.tsx'),
          core.getStartServices(),
        ]);
        return mountApp(start, params);
      },
    });
    for (const group of GROUPS) core.chrome?.navGroup?.addNavLinksToGroup(group, [{ id: PLUGIN_ID }]);
  },
};
