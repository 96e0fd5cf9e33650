import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { asStorageError } from '../../storage/storage-error.ts';

/** The two idx files of one part. */
export interface IdxPart {
  readonly part: 'train' | 'test';
  readonly images: string;
  readonly labels: string;
}

/** Names as MNIST's files have them, and as some archives spell them: `train-images.idx3-ubyte`. */
const wanted = [
  ['train', 'images', 'train-images-idx3-ubyte', /^train-images[-.]idx3-ubyte(\.gz)?$/i],
  ['train', 'labels', 'train-labels-idx1-ubyte', /^train-labels[-.]idx1-ubyte(\.gz)?$/i],
  ['test', 'images', 't10k-images-idx3-ubyte', /^(t10k|test)-images[-.]idx3-ubyte(\.gz)?$/i],
  ['test', 'labels', 't10k-labels-idx1-ubyte', /^(t10k|test)-labels[-.]idx1-ubyte(\.gz)?$/i],
] as const;

/**
 * The four idx files in a folder, gzipped or not; of both forms the unpacked one. Throws `folder-not-found`,
 * `idx-files-missing`, `permission-denied`.
 */
export async function findIdxFiles(folder: string): Promise<readonly IdxPart[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new ThawError('folder-not-found', { folder });
    throw asStorageError(error, folder, 'read');
  });
  const missing: string[] = [];
  const found = (part: string, kind: string): string => {
    const [, , usual, pattern] = wanted.find(([ofPart, ofKind]) => ofPart === part && ofKind === kind)!;
    // Shorter names first: those without .gz.
    const [name] = names.filter((each) => pattern.test(each)).sort((one, other) => one.length - other.length);
    if (name === undefined) missing.push(usual);
    return join(folder, name ?? usual);
  };
  const parts = (['train', 'test'] as const).map((part) => ({
    part,
    images: found(part, 'images'),
    labels: found(part, 'labels'),
  }));
  if (missing.length > 0) throw new ThawError('idx-files-missing', { folder, missing });
  return parts;
}
