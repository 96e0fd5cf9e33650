import { availableParallelism } from 'node:os';
import type { TensorFlowBinding } from '../../backend/tensorflow-binding.ts';
import { findProgram } from '../../job/built-program.ts';
import { sharedRoomState } from '../../images/shared-room.ts';
// Imported here too since sharp wants to be loaded by the main thread before any other (sharp's manual, Threading).
import { type DecodedPhoto, decodePhoto } from '../decode-photo.ts';
import type { DecodeTask } from './decode-messages.ts';
import { openDecodeWorker } from './open-decode-worker.ts';
import { filesAtOnce, openJpegDecoder, type OpenedJpegDecoder } from './open-jpeg-decoder.ts';
import { placedPixels } from './placed-pixels.ts';

/** Decodes photos on several cores. What it gives, and how it fails, is `decodePhoto`'s. */
export interface DecodePool {
  /** How many threads it uses beside this one. */
  readonly threads: number;
  /** How many photos to ask for at once, so that no core waits for the disk or for another thread. */
  readonly photosAtOnce: number;
  decode(task: DecodeTask): Promise<DecodedPhoto>;
  /** Ends the threads. Nothing may be under way. */
  close(): Promise<void>;
}

export interface DecodePoolOptions {
  /**
   * TensorFlow, where this thread is to decode the JPEGs by it: it has to be free while photos are decoded. null: the
   * threads decode all of them.
   */
  readonly binding?: TensorFlowBinding | null;
  /** Path of the threads' program; null: there is none. */
  readonly entry?: string | null;
  readonly threads?: number;
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

/** One a core, and two more so that no core waits for the disk. */
const photosAtOnceHere = availableParallelism() + 2;

const inThisThread: DecodePool = {
  threads: 0,
  photosAtOnce: photosAtOnceHere,
  async decode({ photo, folder, image, scale, into }) {
    const decoded = await decodePhoto(photo, folder, image, scale);
    if (decoded.kind === 'skipped' || into === null) return decoded;
    return { ...decoded, pixels: placedPixels(decoded.pixels, into) };
  },
  close: () => Promise.resolve(),
};

/**
 * Opens a pool for about `photos` photos. It decodes in this thread where that is as fast, and where no program for
 * the threads was built.
 */
export function openDecodePool(
  photos: number,
  {
    binding = null,
    entry = findProgram('image-worker.js'),
    threads = threadsWorthwhile(),
  }: DecodePoolOptions = {},
): DecodePool {
  if (entry === null || photos < worthThreads || threads === 0) return inThisThread;
  const jpegs = openJpegs(binding);
  const forAll = { pixelsInside: sharedRoomState(threads), sendsJpegs: jpegs !== null };
  const workers = Array.from({ length: threads }, (_, thread) =>
    openDecodeWorker(
      entry,
      { ...forAll, thread },
      {
        decode: (task) => inThisThread.decode(task),
        decodeJpeg: (bytes, answer) => {
          void jpegs?.then((decoder) => {
            if (decoder) decoder.decode(bytes, answer);
            else answer(null);
          });
        },
      },
    ),
  );
  return {
    threads: workers.length,
    photosAtOnce: photosAtOnceHere + (jpegs ? 2 * filesAtOnce : 0),
    decode(task) {
      const alive = workers.filter((worker) => worker.alive());
      if (alive.length === 0) return inThisThread.decode(task);
      return alive.reduce((least, worker) => (worker.load() < least.load() ? worker : least)).decode(task);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      (await jpegs)?.close();
    },
  };
}

/** null where there is no TensorFlow, or a GPU, past which it would carry the pixels; it gives null where it fails. */
function openJpegs(binding: TensorFlowBinding | null): Promise<OpenedJpegDecoder | null> | null {
  if (binding === null || binding.isUsingGpuDevice()) return null;
  return openJpegDecoder(binding).catch(() => null);
}
