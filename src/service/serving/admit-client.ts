import type { AccessKeys } from '../door/access-keys.ts';
import type { RequestFacts } from '../door/check-request.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';

export interface ClientRules {
  /** null: whoever reaches the server may ask. */
  readonly keys: Pick<AccessKeys, 'isToken'> | null;
  /** True where only this computer reaches the server. */
  readonly loopback: boolean;
  readonly port: number;
}

/**
 * Refuses what pages of other sites and other names of this computer send (a name can be made to lead here: DNS
 * rebinding); beyond this computer, whose names nobody knows, the token keeps them away. Says whether the client may
 * ask. Throws `client-not-allowed`.
 */
export function admitClient(request: RequestFacts, { keys, loopback, port }: ClientRules): boolean {
  const host = request.header('host')?.toLowerCase() ?? '';
  const own = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  if (loopback && !own.includes(host)) throw new ThawError('client-not-allowed', { what: 'host' });
  const origin = request.header('origin');
  if (origin !== undefined && origin !== `http://${host}`)
    throw new ThawError('client-not-allowed', { what: 'origin' });
  const site = request.header('sec-fetch-site');
  const isVisit = request.method === 'GET' && request.header('sec-fetch-mode') === 'navigate';
  if ((site === 'cross-site' || site === 'same-site') && !isVisit)
    throw new ThawError('client-not-allowed', { what: 'origin' });
  if (keys === null) return true;
  const given = /^Bearer (\S+)$/i.exec(request.header('authorization') ?? '')?.[1];
  return given !== undefined && keys.isToken(given);
}
