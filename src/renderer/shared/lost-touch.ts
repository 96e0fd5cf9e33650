import { ThawError } from '../../shared/errors/thaw-error.ts';

/** The error of work that ended because the connection was lost; it says when. */
export function lostTouch(): ThawError {
  return new ThawError('disconnected', { since: new Date().toLocaleTimeString() });
}
