import { provideRuntime } from '../../../engine/backend/runtime/provide-runtime.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { SetUpResult } from '../../../shared/job-results/set-up-results.ts';

/** Gets TensorFlow. Throws `runtime-unavailable` with the reason of every way that was tried. */
export async function setUpRuntime(context: JobContext): Promise<SetUpResult> {
  const { runtime, passedOver } = await provideRuntime(context);
  if (runtime !== null) return { tensorflowVersion: runtime.tensorflowVersion, way: runtime.way };
  const switchedOff = process.env.THAW_RUNTIME === 'none' ? [{ way: 'THAW_RUNTIME', reason: 'none' }] : [];
  const tried = passedOver.map(({ way, error }) => ({ way, reason: error.code }));
  throw new ThawError('runtime-unavailable', { tried: [...switchedOff, ...tried] });
}
