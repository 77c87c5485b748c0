import { APP_PROXY } from '../ids.ts';
import { serviceCalls } from '../service/call.ts';
import { serviceClient } from '../service/client.ts';
import { grafanaGet } from '../service/grafana-get.ts';
import { grafanaSend } from '../service/grafana-send.ts';

/** The service as the app's pages reach it. */
export const service = serviceClient(grafanaGet(APP_PROXY));

/** Any route of the service by its name, as the app's pages reach it. */
export const call = serviceCalls(grafanaGet(APP_PROXY), grafanaSend(APP_PROXY));
