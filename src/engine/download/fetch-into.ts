import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { JobContext } from '../job/job-context.ts';
import { asTransferError, openRequest } from './open-request.ts';
import { progressMeter } from '../job/progress-meter.ts';
import { TransferError } from './transfer-error.ts';

export interface Transfer {
  readonly url: string;
  readonly file: string;
  readonly what: string;
  readonly idleSeconds: number;
}

interface Source {
  readonly body: Readable;
  /** Where in the file the first byte belongs: the size of the partial file, or 0 where the server starts anew. */
  readonly offset: number;
  /** Size of the whole file; null where the server does not say. */
  readonly total: number | null;
}

/**
 * One attempt to bring `file` to its full length, going on where it ends. Throws a TransferError; the bytes that came
 * before it are kept.
 */
export async function fetchInto(transfer: Transfer, context: JobContext): Promise<void> {
  const present = await stat(transfer.file).then(
    (found) => found.size,
    () => 0,
  );
  const source = transfer.url.startsWith('file:')
    ? await openLocal(transfer.url)
    : await openRemote(transfer, present, context);
  if (source === 'complete') return;
  context.report({
    kind: 'stage',
    stage: 'downloading',
    total: source.total,
    unit: 'bytes',
    detail: transfer.what,
  });
  const meter = progressMeter(context.report, 'downloading', source.total, source.offset);
  const file = await open(transfer.file, source.offset > 0 ? 'r+' : 'w');
  let done = source.offset;
  try {
    for await (const chunk of readBody(source.body)) {
      await file.write(chunk, 0, chunk.length, done);
      done += chunk.length;
      meter.update(done);
    }
    await file.sync();
  } finally {
    source.body.destroy();
    await file.close();
  }
  if (source.total !== null && done < source.total)
    throw new TransferError(`${done} of ${source.total} bytes`, { worthRetrying: true });
  meter.finish(done);
}

/** The body's chunks; its errors as TransferErrors, so that they cannot be taken for errors of the disk. */
async function* readBody(body: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* body as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw asTransferError(error);
  }
}

async function openLocal(url: string): Promise<Source> {
  const path = fileURLToPath(url);
  const { size } = await stat(path).catch((error: unknown) => {
    throw new TransferError(path, { worthRetrying: false, cause: error });
  });
  return { body: createReadStream(path), offset: 0, total: size };
}

async function openRemote(
  transfer: Transfer,
  present: number,
  context: JobContext,
): Promise<Source | 'complete'> {
  const answer = await openRequest(transfer.url, {
    headers: present > 0 ? { range: `bytes=${present}-` } : {},
    idleSeconds: transfer.idleSeconds,
    signal: context.signal,
  });
  const length = Number(answer.headers['content-length'] ?? Number.NaN);
  if (answer.status === 200)
    return { body: answer.body, offset: 0, total: Number.isFinite(length) ? length : null };
  const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(answer.headers['content-range'] ?? '');
  if (answer.status === 206 && Number(range?.[1]) === present)
    return { body: answer.body, offset: present, total: range?.[2] === '*' ? null : Number(range?.[2]) };
  answer.body.destroy();
  // The partial file is as long as the whole one already; its hash says whether it is right.
  if (answer.status === 416 && Number(range?.[2]) === present) return 'complete';
  if (answer.status === 416 || answer.status === 206) return openRemote(transfer, 0, context);
  const worthRetrying = answer.status >= 500 || answer.status === 429 || answer.status === 408;
  throw new TransferError(`HTTP ${answer.status}`, { worthRetrying });
}
