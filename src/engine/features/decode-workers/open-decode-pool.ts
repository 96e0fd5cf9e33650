import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { findProgram } from '../../job/built-program.ts';
import { sharedRoomState } from '../../images/shared-room.ts';
// Imported here too since sharp wants to be loaded by the main thread before any other (sharp's manual, Threading).
import { type DecodedPhoto, decodePhoto } from '../decode-photo.ts';
import type { DecodeTask, DecodeWorkerData, FromDecodeWorker, ToDecodeWorker } from './decode-messages.ts';

/** Decodes photos on several cores. What it gives, and how it fails, is `decodePhoto`'s. */
export interface DecodePool {
  /** How many threads it uses beside this one. */
  readonly threads: number;
  decode(task: DecodeTask): Promise<DecodedPhoto>;
  /** Ends the threads. Nothing may be under way. */
  close(): Promise<void>;
}

/** Fewer photos are decoded before the threads have started. */
const worthThreads = 64;

/**
 * The decoders work on libuv's threads, four unless told otherwise; ours read, resize and answer, about a third of the
 * work. Two cores gain from them too: for every few dozen photos that a decoder hands over, V8 goes through the whole
 * heap of the thread that gets them, and theirs are small (measured beside TensorFlow: 1.3 times as many photos).
 */
function threadsWorthwhile(): number {
  const cores = availableParallelism();
  return cores === 1 ? 0 : Math.min(4, Math.max(2, cores >> 1));
}

const inThisThread: DecodePool = {
  threads: 0,
  decode: ({ photo, folder, image, scale }) => decodePhoto(photo, folder, image, scale),
  close: () => Promise.resolve(),
};

/**
 * Opens a pool for about `photos` photos. It decodes in this thread where that is as fast, and where no program for
 * the threads was built. `entry` is that program's path.
 */
export function openDecodePool(
  photos: number,
  entry: string | null = findProgram('image-worker.js'),
  threads: number = threadsWorthwhile(),
): DecodePool {
  if (entry === null || photos < worthThreads || threads === 0) return inThisThread;
  const workerData: DecodeWorkerData = { pixelsInside: sharedRoomState() };
  const workers = Array.from({ length: threads }, () => openDecodeWorker(entry, workerData));
  return {
    threads: workers.length,
    decode(task) {
      const alive = workers.filter((worker) => worker.alive());
      if (alive.length === 0) return inThisThread.decode(task);
      return alive.reduce((least, worker) => (worker.load() < least.load() ? worker : least)).decode(task);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

interface DecodeWorker {
  alive(): boolean;
  /** How many photos it has under way. */
  load(): number;
  decode(task: DecodeTask): Promise<DecodedPhoto>;
  close(): Promise<void>;
}

interface Waiting {
  readonly task: DecodeTask;
  readonly resolve: (decoded: DecodedPhoto | Promise<DecodedPhoto>) => void;
  readonly reject: (error: ThawError) => void;
}

/** One thread. Should it fail to start, or end, this thread decodes what it was to. */
function openDecodeWorker(entry: string, workerData: DecodeWorkerData): DecodeWorker {
  const waiting = new Map<number, Waiting>();
  const worker = new Worker(entry, { workerData });
  let alive = true;
  let next = 0;
  const takeOver = (): void => {
    alive = false;
    for (const { task, resolve } of waiting.values()) resolve(inThisThread.decode(task));
    waiting.clear();
  };
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      takeOver();
      resolve();
    });
  });
  // An exit follows it.
  worker.on('error', takeOver);
  worker.on('message', (message: FromDecodeWorker) => {
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) asked?.resolve(message.decoded);
    else asked?.reject(ThawError.fromPlain(message.error));
  });
  const send = (message: ToDecodeWorker): void => {
    worker.postMessage(message);
  };
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
