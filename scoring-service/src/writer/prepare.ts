import type { Requests } from './requests.ts';
import type { WriterSettings } from './settings.ts';
import { templates } from './templates.ts';

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
}
