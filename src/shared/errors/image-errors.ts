/** Why a file cannot be used as a photo. Most of these skip one file and do not end a job. */
export interface ImageErrors {
  'image-unreadable': { file: string; detail: string };
  'image-damaged': { file: string; detail: string };
  'image-type-unknown': { file: string; extension: string };
  'image-too-large': { file: string; width: number; height: number; limitPixels: number };
  'no-photos': { path: string };
}
