import type { Hono } from 'hono';
import { windowCrashSchema } from '../../shared/app/crash-note.ts';
import { sessionPaths } from '../../shared/app/session.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { Services } from '../services.ts';
import type { Caller } from './check-request.ts';

/** The window's shell tells that a process of its window was gone: the page itself cannot. The token alone may. */
export function addWindowCrashRoute(
  app: Hono<{ Variables: { caller: Caller } }>,
  { app: service }: Services,
): void {
  app.post(sessionPaths.windowCrash, async (context) => {
    if (context.get('caller') !== 'token') throw new ThawError('not-allowed', { what: 'token' });
    const body = windowCrashSchema.safeParse(await context.req.json().catch(() => null));
    if (!body.success)
      throw new ThawError('invalid-value', {
        option: String(body.error.issues[0]?.path[0] ?? 'body'),
        value: '',
        expected: body.error.issues[0]?.message ?? '',
      });
    service.noteWindowCrash(body.data);
    return context.body(null, 204);
  });
}
