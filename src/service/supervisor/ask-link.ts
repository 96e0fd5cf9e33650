import * as z from 'zod';
import { sessionLink, sessionPaths } from '../../shared/app/session.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ServiceAddress } from './supervise-service.ts';

const answerSchema = z.object({ code: z.string() });

/** A fresh link, which opens Thaw in a browser once. Throws `disconnected` where the service does not answer. */
export async function askLink({ port, token }: ServiceAddress): Promise<string> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${sessionPaths.code}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(10_000),
    });
    return sessionLink(port, answerSchema.parse(await answer.json()).code);
  } catch (error) {
    throw new ThawError('disconnected', { since: new Date().toISOString() }, { cause: error });
  }
}
