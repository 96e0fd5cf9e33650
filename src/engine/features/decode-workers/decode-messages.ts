import type { Photo } from '../../../shared/dataset.ts';
import type { PlainError } from '../../../shared/errors/thaw-error.ts';
import type { ImageConfig } from '../../../shared/recipe.ts';
import type { DrawnScale } from '../../images/decode-image.ts';
import type { DecodedPhoto } from '../decode-photo.ts';

/** What a decoding thread is started with. */
export interface DecodeWorkerData {
  /** What all of them together have under way (images/shared-room.ts). */
  readonly pixelsInside: SharedArrayBuffer;
  /** Which of them it is, from 0 on. */
  readonly thread: number;
  /** Whether the thread that asks decodes JPEGs for them. */
  readonly sendsJpegs: boolean;
}

/** One photo, as the parameters of `decodePhoto`. */
export interface DecodeTask {
  readonly photo: Photo;
  readonly folder: string;
  readonly image: ImageConfig;
  readonly scale: DrawnScale | null;
  /**
   * Where its pixels go, which are then those of the answer; null: into memory of their own. Memory that comes from
   * another thread brings V8 to look through the whole heap of the one that gets it, again and again.
   */
  readonly into: Uint8Array<SharedArrayBuffer> | null;
}

export type ToDecodeWorker =
  | { readonly kind: 'decode'; readonly id: number; readonly task: DecodeTask }
  /** What became of a JPEG that was sent; null: it could not be decoded. */
  | { readonly kind: 'jpeg'; readonly jpeg: number; readonly pixels: Uint8Array<ArrayBuffer> | null }
  | { readonly kind: 'close' };

export type FromDecodeWorker =
  | { readonly kind: 'jpeg'; readonly jpeg: number; readonly bytes: Uint8Array }
  | { readonly kind: 'decoded'; readonly id: number; readonly decoded: DecodedPhoto }
  | { readonly kind: 'failed'; readonly id: number; readonly error: PlainError };
