/** What jobs answer with that pack and unpack projects. */

export interface PackProjectResult {
  /** The file. */
  readonly path: string;
  readonly bytes: number;
  readonly photos: number;
  /** Photos whose files are gone or changed; they were left out. */
  readonly missing: number;
}

export interface UnpackProjectResult {
  readonly folder: string;
  readonly name: string;
  /** True where its photos are on this computer. */
  readonly withPhotos: boolean;
  readonly photos: number;
  /** Photos that were looked for in vain. */
  readonly missing: number;
}
