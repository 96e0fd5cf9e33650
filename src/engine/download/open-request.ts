import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { certificateAuthorities } from './certificate-authorities.ts';
import { TransferError } from './transfer-error.ts';

export interface RequestOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly idleSeconds: number;
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Fails when the line is cut or silent: `asTransferError` says how. */
  readonly body: Readable;
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 5;

/** GET by http or https, redirects followed; never from https down to http. Throws a TransferError. */
export async function openRequest(url: string, options: RequestOptions, redirects = 0): Promise<Answer> {
  const message = await send(new URL(url), options);
  const { location } = message.headers;
  const status = message.statusCode ?? 0;
  if (!redirectStatuses.has(status) || location === undefined)
    return { status, headers: message.headers as Record<string, string | undefined>, body: message };
  message.destroy();
  const target = new URL(location, url);
  if (redirects >= maxRedirects) throw new TransferError('too many redirects', { worthRetrying: false });
  if (url.startsWith('https:') && target.protocol !== 'https:')
    throw new TransferError(`redirect to ${target.protocol}`, { worthRetrying: false });
  return openRequest(target.href, options, redirects + 1);
}

function send(url: URL, { headers, idleSeconds, signal }: RequestOptions): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(
      url,
      // A registry may answer a request without a user agent with 403; `identity` keeps ranges meaningful.
      {
        headers: { 'user-agent': 'thaw', 'accept-encoding': 'identity', ...headers },
        signal,
        timeout: idleSeconds * 1000,
        ...(secure ? { ca: certificateAuthorities() } : {}),
      },
      (message) => {
        request.on('timeout', () => message.destroy(silence(idleSeconds)));
        resolve(message);
      },
    );
    request.on('timeout', () => request.destroy(silence(idleSeconds)));
    request.on('error', (error) => {
      reject(asTransferError(error));
    });
    request.end();
  });
}

function silence(idleSeconds: number): TransferError {
  return new TransferError(`no answer for ${idleSeconds} s`, { worthRetrying: true, code: 'ETIMEDOUT' });
}

/** What the system, TLS or HTTP threw, as a TransferError. */
export function asTransferError(error: unknown): TransferError {
  if (error instanceof TransferError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  // A certificate that is not trusted stays so; a private one may still do for pip.
  const worthRetrying = code === undefined || !/CERT|SELF_SIGNED|ERR_TLS|ERR_SSL/.test(code);
  return new TransferError(code ?? message, { worthRetrying, code: code ?? null, cause: error });
}
