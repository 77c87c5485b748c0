import { ANOMALIES_ALIAS, DOCUMENT_SCHEMA_VERSION, SCORES_ALIAS } from '@lapwing/contract';
import type { Requests } from './requests.ts';
import type { WriterSettings } from './settings.ts';
import { ADDED_ANOMALY_PROPERTIES, ADDED_PROPERTIES, templates } from './templates.ts';

/** Puts the templates, so that the first document of a day makes an index as it must be. Throws ServerFault. */
export async function putTemplates(
  requests: Requests,
  settings: WriterSettings,
  signal: AbortSignal,
): Promise<void> {
  for (const { name, component, index } of templates(settings)) {
    await requests.request({ method: 'PUT', path: `/_component_template/${name}`, body: component }, signal);
    await requests.request({ method: 'PUT', path: `/_index_template/${name}`, body: index }, signal);
  }
  await addProperties(requests, signal);
}

/** Templates are for new indices: those that an older version made, today's among them, get its new fields here. */
async function addProperties(requests: Requests, signal: AbortSignal): Promise<void> {
  const added = { [SCORES_ALIAS]: ADDED_PROPERTIES, [ANOMALIES_ALIAS]: ADDED_ANOMALY_PROPERTIES };
  for (const [alias, properties] of Object.entries(added)) {
    await requests.request(
      {
        method: 'PUT',
        path: `/${alias}-v${DOCUMENT_SCHEMA_VERSION}-*/_mapping`,
        // On a server without an index of ours there is nothing to add to.
        query: { allow_no_indices: true, ignore_unavailable: true },
        body: { properties },
      },
      signal,
    );
  }
}
