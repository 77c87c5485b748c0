import type { DetectorCheck } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { StoredDetector } from '../../stores/admin-store.ts';

const quoted = (text: string): string => JSON.stringify(text);

export function noDetector(id: string): LapwingError {
  return new LapwingError('NOT_FOUND', {
    message: `there is no detector ${quoted(id)}`,
    where: 'path.id',
    hint: 'GET /api/v1/detectors lists them',
  });
}

export function taken(id: string): LapwingError {
  return new LapwingError('CONFLICT', {
    message: `there is a detector ${quoted(id)} already`,
    where: 'body.id',
    hint: 'Choose another id, or change that one with PUT',
  });
}

export function provisioned(id: string): LapwingError {
  return new LapwingError('CONFLICT', {
    message: `the detector ${quoted(id)} comes from the configuration file`,
    where: 'path.id',
    hint: 'Change it in the configuration file and restart the service, or make another under a new id',
  });
}

export function revisionPassed({ detector, revision }: StoredDetector, asked: number): LapwingError {
  return new LapwingError('CONFLICT', {
    message: `the detector ${quoted(detector.id)} has revision ${revision}; the change was made from ${asked}`,
    where: 'revision',
    hint: 'Read it again, make the change in what you get, and send that',
  });
}

export function unknownSource(name: string, known: string[]): LapwingError {
  const names = known.length === 0 ? 'none' : known.map(quoted).join(', ');
  return new LapwingError('BAD_REQUEST', {
    message: `there is no source ${quoted(name)}`,
    where: 'body.source',
    hint: `The configuration names these sources: ${names}`,
  });
}

export function checkFailed({ errors }: DetectorCheck): LapwingError {
  const [first] = errors;
  return new LapwingError('SOURCE_REFUSED_QUERY', {
    message: first === undefined ? 'the source cannot serve this detector' : first.message,
    where: first === undefined ? 'body' : `body.${first.path}`,
    hint: first === undefined ? 'POST /api/v1/detectors/validate shows more' : first.hint,
    details: errors.map(({ path, message }) => ({ where: `body.${path}`, message })),
  });
}
