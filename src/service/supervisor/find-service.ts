import { createHmac, randomBytes } from 'node:crypto';
import { isAlive } from '../../engine/storage/lock-holder.ts';
import { healthSchema, sessionPaths } from '../../shared/app/session.ts';
import type { ServiceFile } from '../../shared/app/service-process.ts';
import { readServiceFile } from './service-file.ts';

/** Milliseconds in which a service says so, unless it is very busy. */
const answersWithin = 3_000;

/** The service of this person that runs; null where none does. */
export async function findService(): Promise<ServiceFile | null> {
  const file = await readServiceFile();
  return file && (await isUp(file)) ? file : null;
}

/**
 * True where the service of this file listens at its port. It shows that it knows the token; ours is not sent to
 * whatever program may have taken the port since. A process that lives and gives no answer in time is busy, not dead:
 * a second service on the same data would do harm.
 */
export async function isUp({ port, token, pid }: ServiceFile): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const challenge = randomBytes(16).toString('hex');
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${sessionPaths.health}?challenge=${challenge}`, {
      signal: AbortSignal.timeout(answersWithin),
    });
    const health = healthSchema.parse(await answer.json());
    const expected = createHmac('sha256', token).update(`proof\0${challenge}`).digest('hex');
    return health.proof === expected;
  } catch (error) {
    return isSilence(error) && isAlive(pid);
  }
}

/** No answer, rather than a refused connection or an answer that is not the service's. */
function isSilence(error: unknown): boolean {
  if (error instanceof DOMException) return error.name === 'TimeoutError';
  // fetch says why in the cause; HPE_ is what no HTTP program sent. JSON and its shape fail as other errors.
  if (!(error instanceof TypeError)) return false;
  const code = (error.cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  return code !== 'ECONNREFUSED' && !code.startsWith('HPE_');
}
