// Tells webpack where the lazy chunks lie. They lie in the app's folder, but Grafana serves a nested plugin's
// module under that plugin's own id: so the path is cut before the id, not after it. A CDN or a sub-path that
// Grafana is served from stays in front.
import amdModule from 'amd-module';
import { APP_ID } from './ids.ts';

const PLUGINS = 'public/plugins/';
const uri = amdModule.uri ?? '';
const cut = uri.lastIndexOf(PLUGINS);

__webpack_public_path__ = `${cut < 0 ? '' : uri.slice(0, cut)}${PLUGINS}${APP_ID}/`;
