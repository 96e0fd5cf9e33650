/** Why a file cannot be used as a photo. Most of these skip one file and do not end a job. */
export interface ImageErrors {
  /** `file` is empty here and below where the photo came as bytes. `detail` is the system's or the decoder's word. */
  'image-unreadable': { file: string; detail: string };
  'image-damaged': { file: string; detail: string };
  'image-type-unknown': { file: string; extension: string };
  'image-too-large': { file: string; width: number; height: number; limitPixels: number };
  'no-photos': { path: string };
  /** A picture that the sample is drawn from is not in its npm package. */
  'sample-picture-missing': { file: string };
}
