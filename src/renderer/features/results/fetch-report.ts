import { reportUrl } from '../../../shared/app/urls.ts';
import { ThawError, type PlainError } from '../../../shared/errors/thaw-error.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { lostTouch } from '../../shared/lost-touch.ts';

/** A run's report as a file. Throws what the service refused, and `disconnected`. */
export async function fetchReport(project: string, run: string, language: Language): Promise<Blob> {
  const answer = await fetch(reportUrl(project, run, language)).catch(() => {
    throw lostTouch();
  });
  if (answer.ok) return answer.blob();
  const error = (await answer.json().catch(() => null)) as PlainError | null;
  if (error && typeof error.code === 'string') throw ThawError.fromPlain(error);
  throw new ThawError('unexpected', { detail: `HTTP ${answer.status}` });
}
