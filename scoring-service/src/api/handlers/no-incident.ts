import { LapwingError } from '../../errors.ts';

/** What is answered where an incident is asked for that there is not. */
export function noIncident(id: string): LapwingError {
  return new LapwingError('NOT_FOUND', {
    message: `there is no incident ${JSON.stringify(id)}, or it is older than what is kept`,
    where: 'path.id',
    hint: 'GET /api/v1/incidents lists them',
  });
}
