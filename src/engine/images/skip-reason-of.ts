import type { SkipReason } from '../../shared/dataset.ts';
import { isThawError } from '../../shared/errors/thaw-error.ts';

/** Why a photo is left out, as an error of `decodeImage` tells it; null for an error that is not about the one photo. */
export function skipReasonOf(
  error: unknown,
): { readonly reason: SkipReason; readonly detail: string } | null {
  if (isThawError(error, 'image-unreadable')) return { reason: 'unreadable', detail: error.facts.detail };
  if (isThawError(error, 'image-damaged')) return { reason: 'damaged', detail: error.facts.detail };
  if (isThawError(error, 'image-type-unknown'))
    return { reason: 'not-an-image', detail: error.facts.extension };
  if (isThawError(error, 'image-too-large'))
    return { reason: 'too-large', detail: `${error.facts.width}x${error.facts.height}` };
  if (isThawError(error, 'permission-denied')) return { reason: 'unreadable', detail: error.code };
  return null;
}
