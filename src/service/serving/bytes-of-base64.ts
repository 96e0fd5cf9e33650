import { ThawError } from '../../shared/errors/thaw-error.ts';

/** Decodes base64, also of addresses (RFC 4648, 4 and 5). Throws `body-invalid`. @param at where in the body. */
export function bytesOfBase64(text: string, at: string): Uint8Array {
  // The decoder leaves out what is none without a word.
  if (!/^[\w+/-]+={0,2}$/.test(text) || text.replace(/=+$/, '').length % 4 === 1)
    throw new ThawError('body-invalid', { at, expected: 'base64' });
  return new Uint8Array(Buffer.from(text, 'base64'));
}
