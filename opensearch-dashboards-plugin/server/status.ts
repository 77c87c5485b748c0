import { API_ROOT } from '../common/ids.ts';
import { READS, WRITES } from '../common/offered.ts';
import { STATUS_PATH, type Status } from '../common/status.ts';
import type { OpenSearchClient, Router } from '../types/core-server.ts';
import { whyNotAllowed } from './access/roles.ts';
import { Refusal } from './backend/refusal.ts';
import { type Answering, refuse } from './routes.ts';

const READ_ONLY_INDICES =
  'Scores are read out of OpenSearch: only the service can change them (lapwingAnomaly.serviceUrl).';
const LOW_KEY = 'The plugin’s key has the role viewer in the service: it takes one of the role editor.';

/** `GET /api/lapwing/status`: tells the page what it may show and what is wrong. */
export function registerStatus(router: Router, answering: Answering, version: string): void {
  router.get({ path: `${API_ROOT}/${STATUS_PATH}`, validate: false }, async (context, _request, response) => {
    try {
      const client = context.core.opensearch.client.asCurrentUser;
      return response.ok({ body: await statusFor(client, answering, version) });
    } catch (error) {
      return refuse(error, response, answering.logger);
    }
  });
}

async function statusFor(
  client: OpenSearchClient,
  { settings, backend }: Answering,
  version: string,
): Promise<Status> {
  const { mode } = settings;
  const offers = backend?.offers ?? [...READS, ...WRITES];
  if (backend === undefined) {
    return { mode, offers: [...offers], why_not_change: '', problem: settings.problem ?? null, version };
  }
  const { problem, role } = await backend.check(client);
  return {
    mode,
    offers: [...offers],
    why_not_change: mode === 'index' ? READ_ONLY_INDICES : await whyNotChange(),
    problem: problem ?? null,
    version,
  };

  async function whyNotChange(): Promise<string> {
    if (role === 'viewer') return LOW_KEY;
    try {
      return await whyNotAllowed(
        client,
        settings.writeRoles,
        'lapwingAnomaly.writeRoles',
        settings.timeoutMs,
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return `${error.message}. ${error.hint}`;
    }
  }
}
