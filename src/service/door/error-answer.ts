import type { ErrorCode } from '../../shared/errors/error-facts.ts';
import type { ThawError } from '../../shared/errors/thaw-error.ts';

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  'photo-not-found': 404,
  'project-not-found': 404,
  'upload-not-found': 404,
  'run-not-found': 404,
  'invalid-value': 400,
  'upload-name-invalid': 400,
  'upload-too-large': 413,
  'permission-denied': 403,
  'folder-not-allowed': 403,
  'disk-full': 507,
  unexpected: 500,
  'job-crashed': 500,
};

/** The HTTP status nearest to an error; 422 for what went wrong with the person's own files. */
export function statusOf(error: ThawError): number {
  if (error.code === 'not-allowed') return (error.facts as { what: string }).what === 'token' ? 401 : 403;
  return statuses[error.code] ?? 422;
}
