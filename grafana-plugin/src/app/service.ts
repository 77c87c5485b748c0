import { APP_PROXY } from '../ids.ts';
import { serviceClient } from '../service/client.ts';
import { grafanaGet } from '../service/grafana-get.ts';

/** The service as the app's pages reach it. */
export const service = serviceClient(grafanaGet(APP_PROXY));
