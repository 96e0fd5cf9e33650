import { Worker } from 'node:worker_threads';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { clearFromSharedRoom } from '../../images/shared-room.ts';
import type { DecodedPhoto } from '../decode-photo.ts';
import type { DecodeTask, DecodeWorkerData, FromDecodeWorker, ToDecodeWorker } from './decode-messages.ts';
import type { AnswerPixels } from './open-jpeg-decoder.ts';

/** One decoding thread. */
export interface DecodeWorker {
  alive(): boolean;
  /** How many photos it has under way. */
  load(): number;
  decode(task: DecodeTask): Promise<DecodedPhoto>;
  close(): Promise<void>;
}

/** What this thread does for a decoding thread. */
export interface DecodeHelp {
  /** What the thread was to do, should it fail to start, or end. */
  decode(task: DecodeTask): Promise<DecodedPhoto>;
  /** Answers with the pixels of a JPEG that a thread has sent, null where it cannot be decoded. Never throws. */
  decodeJpeg(bytes: Uint8Array, answer: AnswerPixels): void;
}

interface Waiting {
  readonly task: DecodeTask;
  readonly resolve: (decoded: DecodedPhoto | Promise<DecodedPhoto>) => void;
  readonly reject: (error: ThawError) => void;
}

/** Starts a thread. `entry` is its program's path. */
export function openDecodeWorker(
  entry: string,
  workerData: DecodeWorkerData,
  help: DecodeHelp,
): DecodeWorker {
  const waiting = new Map<number, Waiting>();
  const worker = new Worker(entry, { workerData });
  let alive = true;
  let next = 0;
  const takeOver = (): void => {
    alive = false;
    for (const { task, resolve } of waiting.values()) resolve(help.decode(task));
    waiting.clear();
  };
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      clearFromSharedRoom(workerData.pixelsInside, workerData.thread);
      takeOver();
      resolve();
    });
  });
  // An exit follows it.
  worker.on('error', takeOver);
  const send = (message: ToDecodeWorker, moved: readonly ArrayBuffer[] = []): void => {
    worker.postMessage(message, moved);
  };
  worker.on('message', (message: FromDecodeWorker) => {
    if (message.kind === 'jpeg') {
      const { jpeg, bytes } = message;
      help.decodeJpeg(bytes, (pixels) => {
        send({ kind: 'jpeg', jpeg, pixels }, pixels ? [pixels.buffer] : []);
      });
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'decoded') asked?.resolve(message.decoded);
    else asked?.reject(ThawError.fromPlain(message.error));
  });
  return {
    alive: () => alive,
    load: () => waiting.size,
    decode: (task) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { task, resolve, reject });
        send({ kind: 'decode', id, task });
      }),
    close() {
      send({ kind: 'close' });
      return ended;
    },
  };
}
