import { parentPort, workerData } from 'node:worker_threads';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { pixelCapacity, sharePixelRoom } from '../../images/decode-room.ts';
import type { JpegDecoder } from '../../images/read-photo.ts';
import { openSharedRoom } from '../../images/shared-room.ts';
import { type DecodedPhoto, decodePhoto } from '../decode-photo.ts';
import type { DecodeTask, DecodeWorkerData, FromDecodeWorker, ToDecodeWorker } from './decode-messages.ts';
import { openJpegSender } from './open-jpeg-sender.ts';
import { placedPixels } from './placed-pixels.ts';
import { releaseMemory } from './release-memory.ts';

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
  decode(task).then(
    (decoded) => {
      const buffer = decoded.kind === 'decoded' ? decoded.pixels.buffer : null;
      send({ kind: 'decoded', id, decoded }, buffer instanceof ArrayBuffer ? [buffer] : []);
    },
    (error: unknown) => {
      const known =
        error instanceof ThawError ? error : new ThawError('unexpected', { detail: String(error) });
      send({ kind: 'failed', id, error: known.toPlain() });
    },
  );
});

/** The pixels are where they were wanted, or in memory that can move. */
async function decode({ photo, folder, image, scale, into }: DecodeTask): Promise<DecodedPhoto> {
  const spent: Uint8Array[] = [];
  const decodeJpeg: JpegDecoder = async (bytes, size) => {
    const jpeg = await sender.decode(bytes, size);
    if (jpeg) spent.push(jpeg);
    return jpeg;
  };
  const decoded = await decodePhoto(photo, folder, image, scale, sendsJpegs ? decodeJpeg : null);
  if (decoded.kind === 'skipped') return decoded;
  const pixels = into ? placedPixels(decoded.pixels, into) : ownPixels(decoded.pixels);
  for (const { buffer } of spent) if (buffer !== pixels.buffer) releaseMemory(buffer);
  return { ...decoded, pixels };
}

function send(message: FromDecodeWorker, moved: readonly ArrayBuffer[] = []): void {
  port.postMessage(message, moved);
}

/** Memory of the decoder, or a part of a larger one, cannot move to another thread. */
function ownPixels(pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = pixels;
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === pixels.byteLength;
  return whole && !Buffer.isBuffer(pixels) ? new Uint8Array(buffer) : new Uint8Array(pixels);
}
