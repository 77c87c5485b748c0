import { readServices } from '../sources/jaeger/answers.ts';
import type { JaegerClient } from '../sources/jaeger/client.ts';
import { slug, type Look } from './init-proposal.ts';

/** What the Jaeger holds: one detector of all calls between its services. */
export async function lookAtJaeger(client: JaegerClient, source: string, signal: AbortSignal): Promise<Look> {
  const services = readServices(await client.get('services', signal));
  if (services.length === 0) return { proposals: [], notes: ['no service has sent spans yet'] };
  return {
    proposals: [
      {
        why: 'Rate, errors and duration of the calls of each service, operation and pair of services.',
        detector: {
          ...{ id: slug(source, 'calls'), name: 'Calls between services', source, kind: 'trace' },
          query: { type: 'traces' },
          // Jaeger finds a span by its start: it has to have ended.
          delay: '1m',
        },
      },
    ],
    notes: [
      `${services.length} services: ${services.slice(0, 10).join(', ')}${services.length > 10 ? ', …' : ''}`,
    ],
  };
}
