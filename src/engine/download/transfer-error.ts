/** An attempt to fetch something that failed on the way; `download-file.ts` decides whether to try again. */
export class TransferError extends Error {
  /** False where the server has said no: asking again will not change its mind. */
  readonly worthRetrying: boolean;
  /** The system's or TLS's code, such as ENOTFOUND. */
  readonly code: string | null;

  constructor(message: string, options: { worthRetrying: boolean; code?: string | null; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'TransferError';
    this.worthRetrying = options.worthRetrying;
    this.code = options.code ?? null;
  }
}

const offlineCodes: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
]);

/** True where no server was reached at all. */
export function isOffline(error: TransferError): boolean {
  return error.code !== null && offlineCodes.has(error.code);
}
