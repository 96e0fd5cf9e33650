import { asThawError } from '../jobs/as-thaw-error.ts';
import { drawPicture } from './draw-picture.ts';
import { type FromPictures, toPicturesSchema } from './picture-messages.ts';

/**
 * The picture process: thumbnails, photos and previews for the page, over Node's IPC channel. Decoders of pictures
 * from anywhere crash now and then; the service only starts another one. It lives no longer than its parent.
 */
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches every process of the terminal; what it means is the parent's decision.
process.on('SIGINT', () => undefined);
process.on('message', (message) => {
  const { id, request } = toPicturesSchema.parse(message);
  drawPicture(request).then(
    (bytes) => {
      // A part of a pool's memory would be sent with the whole of it.
      answer({ id, ok: true, bytes: bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice() });
    },
    (error: unknown) => {
      answer({ id, ok: false, error: asThawError(error).toPlain() });
    },
  );
});

function answer(message: FromPictures): void {
  if (process.connected) process.send?.(message, () => undefined);
}
