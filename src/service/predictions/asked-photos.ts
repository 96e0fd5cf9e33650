import { randomBytes } from 'node:crypto';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { AnswerEvidence } from '../../shared/statistics/acceptance.ts';

/** A photo that was asked about. */
export interface AskedFile {
  /** Absolute. */
  readonly path: string;
  /** What the person knows it by: the file's name, or its path within what was dropped. */
  readonly name: string;
  readonly project: string;
  /** Absolute path of the run's folder. */
  readonly run: string;
  /** Null where it could not be read. */
  readonly answer: string | null;
  /** What the answer is judged by; null where there is none. */
  readonly evidence: AnswerEvidence | null;
}

/** Photos that were asked about, by the id that the app knows them by: it never names a path of its own. */
export interface AskedPhotos {
  /** Keeps a photo, and forgets the oldest where there are too many. Returns its id. */
  add(photo: AskedFile): string;
  /** Throws `photo-not-found`. */
  find(id: string): AskedFile;
}

/** As many as can be copied at once; some 30 MB. */
const mostPhotos = 100_000;

export function createAskedPhotos(most: number = mostPhotos): AskedPhotos {
  // Ids of an earlier service must not name photos of this one.
  const session = randomBytes(6).toString('base64url');
  const photos = new Map<string, AskedFile>();
  let count = 0;
  return {
    add(photo) {
      const id = `${session}-${++count}`;
      photos.set(id, photo);
      if (photos.size > most) photos.delete(photos.keys().next().value!);
      return id;
    },
    find(id) {
      const found = photos.get(id);
      if (!found) throw new ThawError('photo-not-found', { path: id });
      return found;
    },
  };
}
