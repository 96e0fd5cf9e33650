import { ThawError } from '../../shared/errors/thaw-error.ts';

/** Throws `cancelled` once the signal is aborted. */
export function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new ThawError('cancelled', { run: null });
}
