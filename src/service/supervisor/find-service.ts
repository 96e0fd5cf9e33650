import { createHmac, randomBytes } from 'node:crypto';
import { healthSchema, sessionPaths } from '../../shared/app/session.ts';
import type { ServiceFile } from '../../shared/app/service-process.ts';
import { readServiceFile } from './service-file.ts';

/** Milliseconds in which a service that lives says so. */
const answersWithin = 3_000;

/** The service of this person that runs; null where none does. */
export async function findService(): Promise<ServiceFile | null> {
  const file = await readServiceFile();
  return file && (await isUp(file)) ? file : null;
}

/**
 * True where the service of this file listens at its port. It shows that it knows the token; ours is not sent to
 * whatever program may have taken the port since.
 */
export async function isUp({ port, token, pid }: ServiceFile): Promise<boolean> {
  if (hasEnded(pid)) return false;
  const challenge = randomBytes(16).toString('hex');
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${sessionPaths.health}?challenge=${challenge}`, {
      signal: AbortSignal.timeout(answersWithin),
    });
    const health = healthSchema.parse(await answer.json());
    const expected = createHmac('sha256', token).update(`proof\0${challenge}`).digest('hex');
    return health.proof === expected;
  } catch {
    return false;
  }
}

function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
