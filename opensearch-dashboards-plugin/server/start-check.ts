import type { OpenSearchClient } from '../types/core-server.ts';
import type { Answering } from './routes.ts';

/** Says in the log at the start what a person would otherwise find out at the first page. */
export async function checkAtStart(
  { settings, backend, logger }: Answering,
  client: OpenSearchClient,
): Promise<void> {
  if (settings.mode === 'index') {
    logger.info('reads scores out of OpenSearch, as each person who is signed in');
    return;
  }
  const where = settings.service ? ` at ${settings.service.url}` : '';
  try {
    const { problem = settings.problem, role } = (await backend?.check(client)) ?? {};
    if (problem) logger.error(`${problem.title}${where}. ${problem.hint}`);
    else logger.info(`asks the service${where} with a key of the role ${role ?? 'unknown'}`);
  } catch (error) {
    logger.error(`the service${where} could not be checked: ${String(error)}`);
  }
}
