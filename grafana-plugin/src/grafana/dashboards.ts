import { z } from 'zod';
import { DashboardV1, DashboardV2 } from './dashboard-json.ts';
import { type Ask, hasStatus, readAnswer } from './grafana-api.ts';

/** Who may save, and who manages a dashboard from outside: a file, a repository, Terraform. */
interface Standing {
  uid: string;
  title: string;
  canSave: boolean;
  /** What provisions it; undefined where people save it here. */
  managedBy: string | undefined;
  version: number | undefined;
}

/** A dashboard as Grafana keeps it, with what is needed to save it again. */
export type StoredDashboard = Standing &
  ({ schema: 'v1'; json: DashboardV1; folderUid: string | undefined } | { schema: 'v2'; json: DashboardV2 });

/** Grafana's dashboards, of either schema, each by its own API. Rejects with GrafanaRefusal. */
export interface Dashboards {
  load(uid: string): Promise<StoredDashboard>;
  /** Saves a changed one as a new version and gives it as it is kept then; 412 or 409 when someone else saved since. */
  save(dashboard: StoredDashboard, message: string): Promise<StoredDashboard>;
}

const V1Answer = z.object({
  dashboard: DashboardV1,
  meta: z.looseObject({
    canSave: z.boolean().default(false),
    folderUid: z.string().optional(),
    provisioned: z.boolean().default(false),
    provisionedExternalId: z.string().optional(),
  }),
});
const Access = z.object({ access: z.looseObject({ canSave: z.boolean().default(false) }) });
const Saved = z.looseObject({ version: z.number() });
const Versions = z.object({ versions: z.array(z.object({ version: z.string() })) });

/** What this plugin writes, best first; the names are Grafana's. */
const KNOWN_V2 = ['v2beta1', 'v2'];
/** Grafana's annotations on a resource. */
const MANAGED_BY = 'grafana.app/managedBy';
const MANAGER_ALLOWS = 'grafana.app/managerAllowsEdits';
const MESSAGE = 'grafana.app/message';
/** The old API says so of a dashboard in schema v2. Saving over it by that API would turn it into v1. */
const NOT_ACCEPTABLE = 406;

export function dashboards(ask: Ask, namespace: string): Dashboards {
  let v2Path: Promise<string> | undefined;
  const pathOf = async (uid: string): Promise<string> => {
    v2Path ??= v2Base(ask, namespace);
    return `${await v2Path}/${encodeURIComponent(uid)}`;
  };

  async function load(uid: string): Promise<StoredDashboard> {
    const path = `api/dashboards/uid/${encodeURIComponent(uid)}`;
    try {
      return v1Of(readAnswer(V1Answer, await ask({ method: 'GET', path }), path));
    } catch (error) {
      if (!hasStatus(error, NOT_ACCEPTABLE)) throw error;
    }
    const v2 = await pathOf(uid);
    const answer = await ask({ method: 'GET', path: `${v2}/dto` });
    const { access } = readAnswer(Access, answer, v2);
    // With the access beside it Grafana calls it by another kind than it takes back.
    const json = { ...readAnswer(DashboardV2, answer, v2), kind: 'Dashboard' };
    for (const extra of ['access', 'status']) Reflect.deleteProperty(json, extra);
    return v2Of(json, access.canSave);
  }

  async function save(dashboard: StoredDashboard, message: string): Promise<StoredDashboard> {
    if (dashboard.schema === 'v1') {
      const body = { dashboard: dashboard.json, folderUid: dashboard.folderUid, overwrite: false, message };
      const path = 'api/dashboards/db';
      const { version } = readAnswer(Saved, await ask({ method: 'POST', path, body }), path);
      return { ...dashboard, version, json: { ...dashboard.json, version } };
    }
    const { json } = dashboard;
    const annotations = { ...json.metadata.annotations, [MESSAGE]: message };
    const path = await pathOf(dashboard.uid);
    const body = { ...json, metadata: { ...json.metadata, annotations } };
    const kept = readAnswer(DashboardV2, await ask({ method: 'PUT', path, body }), path);
    return v2Of({ ...json, metadata: kept.metadata }, dashboard.canSave);
  }

  return { load, save };
}

function v1Of({ dashboard, meta }: z.output<typeof V1Answer>): StoredDashboard {
  const file = meta.provisionedExternalId;
  return {
    ...{ schema: 'v1', json: dashboard, uid: dashboard.uid, title: dashboard.title ?? '' },
    ...{ canSave: meta.canSave, version: dashboard.version, folderUid: meta.folderUid },
    managedBy: meta.provisioned ? (file ? `the file ${file}` : 'a file') : undefined,
  };
}

function v2Of(json: DashboardV2, canSave: boolean): StoredDashboard {
  const { name, generation, annotations = {} } = json.metadata;
  const manager = annotations[MANAGER_ALLOWS] === 'true' ? undefined : annotations[MANAGED_BY];
  return {
    ...{ schema: 'v2', json, uid: name, title: json.spec.title ?? '' },
    ...{ canSave, version: generation, managedBy: manager },
  };
}

async function v2Base(ask: Ask, namespace: string): Promise<string> {
  const path = 'apis/dashboard.grafana.app';
  const { versions } = readAnswer(Versions, await ask({ method: 'GET', path: `${path}/` }), path);
  const known = KNOWN_V2.find((one) => versions.some(({ version }) => version === one)) ?? KNOWN_V2[0];
  return `${path}/${known}/namespaces/${encodeURIComponent(namespace)}/dashboards`;
}
