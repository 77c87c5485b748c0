import type { Answer, Role } from './stored-dashboards.ts';

interface Rule {
  uid?: string;
  title: string;
  folderUID: string;
  ruleGroup: string;
  notification_settings?: { receiver: string };
}

const RULES = '/api/v1/provisioning/alert-rules';
const RECEIVERS = '/apis/notifications.alerting.grafana.app/v0alpha1/namespaces/default/receivers';
const DENIED: Answer = {
  status: 403,
  body: {
    title: 'Access denied',
    message:
      'Permissions needed: any of alert.provisioning:write, all of alert.rules:create, alert.provisioning.provenance:write',
  },
};
const CONTACT_POINTS = [
  { name: 'grafana-default-email', type: 'email' },
  { name: 'team-hook', type: 'webhook' },
];

/** Grafana's own alerting: rules that are made, contact points and folders that there are. */
export class StoredAlerting {
  readonly rules: (Rule & { uid: string; editable: boolean })[] = [];
  readonly folders = [{ uid: 'shop', title: 'Shop' }];

  /** Undefined for a path that is none of alerting's. */
  answer(
    method: string,
    path: string,
    body: unknown,
    role: Role,
    headers: Record<string, unknown>,
  ): Answer | undefined {
    if (path === RULES && method === 'GET') return { status: 200, body: this.rules };
    if (path === RULES && method === 'POST')
      return this.#make(body as Rule, role, headers['x-disable-provenance'] === 'true');
    if (path === RECEIVERS) {
      const items = CONTACT_POINTS.map(({ name, type }) => ({
        spec: {
          title: name,
          integrations: [{ uid: '', type, settings: { url: 'http://127.0.0.1:9/secret' } }],
        },
      }));
      return { status: 200, body: { kind: 'ReceiverList', items } };
    }
    if (path !== '/api/folders' || method !== 'POST') return undefined;
    if (role === 'Viewer') return DENIED;
    const folder = { uid: `folder-${this.folders.length}`, title: (body as { title: string }).title };
    this.folders.push(folder);
    return { status: 200, body: folder };
  }

  #make(rule: Rule, role: Role, editable: boolean): Answer {
    if (role === 'Viewer') return DENIED;
    const receiver = rule.notification_settings?.receiver;
    if (receiver !== undefined && !CONTACT_POINTS.some(({ name }) => name === receiver)) {
      return { status: 400, body: { message: `invalid alert rule\nreceiver ${receiver} does not exist` } };
    }
    if (!this.folders.some(({ uid }) => uid === rule.folderUID)) {
      return { status: 400, body: { message: 'invalid alert rule\nfolder does not exist' } };
    }
    const kept = { ...rule, uid: `rule-${this.rules.length}`, editable };
    this.rules.push(kept);
    return { status: 201, body: kept };
  }
}
