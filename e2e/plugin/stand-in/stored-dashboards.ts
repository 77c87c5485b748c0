/** What Grafana 12.2 answered to the same requests, as far as the plugin asks. */
export interface Answer {
  status: number;
  body: unknown;
}

interface DashboardJson {
  uid: string;
  title: string;
  version?: number;
  [key: string]: unknown;
}
interface Resource {
  metadata: {
    name: string;
    resourceVersion?: string;
    generation?: number;
    annotations?: Record<string, string>;
  };
  spec: { title: string; [key: string]: unknown };
  [key: string]: unknown;
}
interface SaveRequest {
  dashboard: DashboardJson;
  folderUid?: string;
  overwrite?: boolean;
  message?: string;
}

export type Role = 'Admin' | 'Editor' | 'Viewer';

const DENIED: Answer = {
  status: 403,
  body: {
    title: 'Access denied',
    message:
      'You’ll need additional permissions to perform this action. Permissions needed: dashboards:write',
  },
};
const MISSING: Answer = { status: 404, body: { message: 'Dashboard not found' } };
const V2 = '/apis/dashboard.grafana.app/v2beta1/namespaces/default/dashboards';

/** Dashboards of both schemas, each by its own API, with versions that must follow each other. */
export class StoredDashboards {
  readonly #v1 = new Map<string, { json: DashboardJson; folderUid: string; messages: string[] }>();
  readonly #v2 = new Map<string, { json: Resource; messages: string[] }>();
  /** uids that a file provisions. */
  readonly provisioned = new Set<string>();

  /** Undefined for a path that is none of a dashboard's. */
  answer(method: string, path: string, body: unknown, role: Role): Answer | undefined {
    const uid = /^\/api\/dashboards\/uid\/([^/]+)$/.exec(path)?.[1];
    if (uid !== undefined && method === 'GET') return this.#read(uid, role);
    if (path === '/api/dashboards/db' && method === 'POST') return this.#save(body as SaveRequest, role);
    if (path === '/apis/dashboard.grafana.app/') return versions();
    if (path === V2 && method === 'POST') return this.#create(body as Resource, role);
    const [, name, dto] = /\/v2beta1\/namespaces\/default\/dashboards\/([^/]+)(\/dto)?$/.exec(path) ?? [];
    if (name === undefined) return undefined;
    if (method === 'DELETE') return this.#v2.delete(name) ? { status: 200, body: {} } : MISSING;
    return method === 'GET'
      ? this.#readV2(name, dto !== undefined, role)
      : this.#replace(name, body as Resource, role);
  }

  /** As `/api/search` lists them. */
  list(): object[] {
    const v1 = [...this.#v1.values()].map(({ json }) => json);
    const v2 = [...this.#v2.values()].map(({ json }) => ({
      uid: json.metadata.name,
      title: json.spec.title,
    }));
    return [...v1, ...v2].map(({ uid, title }) => ({ uid, title, url: `/d/${uid}/x`, type: 'dash-db' }));
  }

  #read(uid: string, role: Role): Answer {
    if (this.#v2.has(uid)) {
      return {
        status: 406,
        body: { message: `dashboard api version not supported, use ${V2}/${uid} instead` },
      };
    }
    const stored = this.#v1.get(uid);
    if (!stored) return MISSING;
    const provisioned = this.provisioned.has(uid);
    const meta = {
      ...{
        canSave: role !== 'Viewer',
        canEdit: role !== 'Viewer',
        folderUid: stored.folderUid,
        url: `/d/${uid}/x`,
      },
      ...{ provisioned, provisionedExternalId: provisioned ? `${uid}.json` : '' },
    };
    return { status: 200, body: { dashboard: stored.json, meta } };
  }

  #save({ dashboard, folderUid = '', overwrite = false, message = '' }: SaveRequest, role: Role): Answer {
    if (role === 'Viewer') return DENIED;
    const { uid, title } = dashboard;
    const stored = this.#v1.get(uid);
    if (stored && this.provisioned.has(uid)) {
      return { status: 400, body: { message: 'Cannot save provisioned dashboard' } };
    }
    if (stored && !overwrite && stored.json.version !== dashboard.version) {
      return {
        status: 412,
        body: { status: 'version-mismatch', message: 'The dashboard has been changed by someone else' },
      };
    }
    const version = (stored?.json.version ?? 0) + 1;
    this.#v1.set(uid, {
      json: { ...dashboard, version },
      folderUid,
      messages: [...(stored?.messages ?? []), message],
    });
    // Real: what was in schema v2 is v1 from then on.
    this.#v2.delete(uid);
    return { status: 200, body: { uid, title, version, status: 'success', url: `/d/${uid}/x` } };
  }

  #create(json: Resource, role: Role): Answer {
    if (role === 'Viewer') return DENIED;
    const { name } = json.metadata;
    if (this.#v2.has(name)) return { status: 409, body: { message: `dashboards "${name}" already exists` } };
    const kept = { ...json, metadata: { ...json.metadata, resourceVersion: '1', generation: 1 } };
    this.#v2.set(name, { json: kept, messages: [] });
    return { status: 201, body: kept };
  }

  #readV2(name: string, dto: boolean, role: Role): Answer {
    const stored = this.#v2.get(name);
    if (!stored) return MISSING;
    const access = { canSave: role !== 'Viewer', canEdit: role !== 'Viewer' };
    return {
      status: 200,
      body: dto ? { ...stored.json, kind: 'DashboardWithAccessInfo', access } : stored.json,
    };
  }

  #replace(name: string, json: Resource, role: Role): Answer {
    const stored = this.#v2.get(name);
    if (!stored) return MISSING;
    if (role === 'Viewer') return DENIED;
    const { resourceVersion, generation = 0 } = stored.json.metadata;
    if (json.metadata.resourceVersion !== resourceVersion) {
      return {
        status: 409,
        body: {
          message: `Operation cannot be fulfilled on dashboards "${name}": requested RV does not match current RV`,
        },
      };
    }
    const { 'grafana.app/message': message = '', ...annotations } = json.metadata.annotations ?? {};
    const metadata = {
      ...json.metadata,
      annotations,
      resourceVersion: `${Number(resourceVersion) + 1}`,
      generation: generation + 1,
    };
    this.#v2.set(name, {
      json: { ...json, kind: 'Dashboard', metadata },
      messages: [...stored.messages, message],
    });
    return { status: 200, body: { ...json, metadata } };
  }
}

function versions(): Answer {
  const names = ['v1beta1', 'v0alpha1', 'v2beta1', 'v2alpha1'];
  return { status: 200, body: { kind: 'APIGroup', versions: names.map((version) => ({ version })) } };
}
