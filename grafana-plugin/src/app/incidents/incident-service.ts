import { APP_PROXY } from '../../ids.ts';
import { grafanaGet } from '../../service/grafana-get.ts';
import { grafanaPost } from '../../service/grafana-post.ts';
import { incidentClient } from '../../service/incidents.ts';

/** The service's incidents as the app's pages and its panels reach them. */
export const incidentService = incidentClient(grafanaGet(APP_PROXY), grafanaPost(APP_PROXY));
