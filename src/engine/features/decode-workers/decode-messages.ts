import type { Photo } from '../../../shared/dataset.ts';
import type { PlainError } from '../../../shared/errors/thaw-error.ts';
import type { ImageConfig } from '../../../shared/recipe.ts';
import type { DrawnScale } from '../../images/decode-image.ts';
import type { DecodedPhoto } from '../decode-photo.ts';

/** What a decoding thread is started with. */
export interface DecodeWorkerData {
  /** What all of them together have under way (images/shared-room.ts). */
  readonly pixelsInside: SharedArrayBuffer;
}

/** One photo, as the parameters of `decodePhoto`. */
export interface DecodeTask {
  readonly photo: Photo;
  readonly folder: string;
  readonly image: ImageConfig;
  readonly scale: DrawnScale | null;
}

export type ToDecodeWorker =
  { readonly kind: 'decode'; readonly id: number; readonly task: DecodeTask } | { readonly kind: 'close' };

export type FromDecodeWorker =
  | { readonly id: number; readonly ok: true; readonly decoded: DecodedPhoto }
  | { readonly id: number; readonly ok: false; readonly error: PlainError };
