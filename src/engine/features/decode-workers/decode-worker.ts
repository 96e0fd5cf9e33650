import { parentPort, workerData } from 'node:worker_threads';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { pixelCapacity, sharePixelRoom } from '../../images/decode-room.ts';
import { openSharedRoom } from '../../images/shared-room.ts';
import { decodePhoto } from '../decode-photo.ts';
import type { DecodeWorkerData, FromDecodeWorker, ToDecodeWorker } from './decode-messages.ts';
import { openJpegSender } from './open-jpeg-sender.ts';
import { placedPixels } from './placed-pixels.ts';

/** A thread that decodes photos for open-decode-pool.ts, several at once, and answers as each is done. */
const port = parentPort!;
const { pixelsInside, thread, sendsJpegs } = workerData as DecodeWorkerData;
sharePixelRoom(openSharedRoom(pixelCapacity, pixelsInside, thread));
const sender = openJpegSender((jpeg, bytes) => {
  send({ kind: 'jpeg', jpeg, bytes });
});

port.on('message', (message: ToDecodeWorker) => {
  if (message.kind === 'close') {
    // Nothing else keeps the thread alive.
    port.close();
    return;
  }
  if (message.kind === 'jpeg') {
    sender.answered(message.jpeg, message.pixels);
    return;
  }
  const { id, task } = message;
  const { photo, folder, image, scale, into } = task;
  decodePhoto(photo, folder, image, scale, sendsJpegs ? sender.decode : null).then(
    (decoded) => {
      if (decoded.kind === 'skipped') {
        send({ kind: 'decoded', id, decoded });
        return;
      }
      const pixels = into ? placedPixels(decoded.pixels, into) : ownPixels(decoded.pixels);
      const moved = pixels.buffer instanceof ArrayBuffer ? [pixels.buffer] : [];
      send({ kind: 'decoded', id, decoded: { ...decoded, pixels } }, moved);
    },
    (error: unknown) => {
      const known =
        error instanceof ThawError ? error : new ThawError('unexpected', { detail: String(error) });
      send({ kind: 'failed', id, error: known.toPlain() });
    },
  );
});

function send(message: FromDecodeWorker, moved: readonly ArrayBuffer[] = []): void {
  port.postMessage(message, moved);
}

/** Memory of the decoder, or a part of a larger one, cannot move to another thread. */
function ownPixels(pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = pixels;
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === pixels.byteLength;
  return whole && !Buffer.isBuffer(pixels) ? new Uint8Array(buffer) : new Uint8Array(pixels);
}
