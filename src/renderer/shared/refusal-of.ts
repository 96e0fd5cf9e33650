import { ThawError, type PlainError } from '../../shared/errors/thaw-error.ts';

/** What the service says of a request for bytes that it refused. */
export async function refusalOf(answer: Response): Promise<ThawError> {
  const error = (await answer.json().catch(() => null)) as PlainError | null;
  if (error && typeof error.code === 'string') return ThawError.fromPlain(error);
  return new ThawError('unexpected', { detail: `HTTP ${answer.status}` });
}
