import { IngestAnswer, IngestBody, RegisteredApi } from '../reading.ts';
import { listSchema } from './query.ts';
import { routes } from './route.ts';

export const ingestRoutes = routes({
  ingest: {
    method: 'post',
    path: '/api/v1/metrics/ingest',
    tag: 'Readings',
    access: 'editor',
    summary: 'Send readings: one, a batch, or series',
    description: 'All of the body is taken, or none. Sending the same again changes nothing.',
    body: IngestBody,
    bodySize: 'large',
    status: 200,
    answer: IngestAnswer,
    errors: ['BAD_TIME', 'NOT_FOUND', 'OVERLOADED', 'STORE_UNAVAILABLE'],
  },
  listApis: {
    method: 'get',
    path: '/api/v1/apis',
    tag: 'Readings',
    access: 'viewer',
    summary: 'Registered APIs',
    status: 200,
    answer: listSchema(RegisteredApi),
  },
  registerApi: {
    method: 'post',
    path: '/api/v1/apis/register',
    tag: 'Readings',
    access: 'editor',
    summary: 'Name an API that readings refer to by `api_id`; the same id again changes it',
    body: RegisteredApi.strict(),
    status: 200,
    answer: RegisteredApi,
  },
});
