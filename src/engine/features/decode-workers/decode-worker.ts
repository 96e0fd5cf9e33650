import { parentPort, workerData } from 'node:worker_threads';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { pixelCapacity, sharePixelRoom } from '../../images/decode-room.ts';
import { openSharedRoom } from '../../images/shared-room.ts';
import { decodePhoto } from '../decode-photo.ts';
import type { DecodeWorkerData, FromDecodeWorker, ToDecodeWorker } from './decode-messages.ts';

/** A thread that decodes photos for open-decode-pool.ts, several at once, and answers as each is done. */
const port = parentPort!;
sharePixelRoom(openSharedRoom(pixelCapacity, (workerData as DecodeWorkerData).pixelsInside));

port.on('message', (message: ToDecodeWorker) => {
  if (message.kind === 'close') {
    // Nothing else keeps the thread alive.
    port.close();
    return;
  }
  const { id, task } = message;
  decodePhoto(task.photo, task.folder, task.image, task.scale).then(
    (decoded) => {
      if (decoded.kind === 'skipped') {
        answer({ id, ok: true, decoded });
        return;
      }
      const pixels = ownPixels(decoded.pixels);
      answer({ id, ok: true, decoded: { ...decoded, pixels } }, pixels.buffer);
    },
    (error: unknown) => {
      const known =
        error instanceof ThawError ? error : new ThawError('unexpected', { detail: String(error) });
      answer({ id, ok: false, error: known.toPlain() });
    },
  );
});

function answer(message: FromDecodeWorker, ...moved: ArrayBuffer[]): void {
  port.postMessage(message, moved);
}

/** Memory of the decoder, or a part of a larger one, cannot move to another thread. */
function ownPixels(pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = pixels;
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === pixels.byteLength;
  return whole && !Buffer.isBuffer(pixels) ? new Uint8Array(buffer) : new Uint8Array(pixels);
}
