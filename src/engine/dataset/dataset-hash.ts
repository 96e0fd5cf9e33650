import { createHash } from 'node:crypto';
import type { SplitDataset } from '../../shared/dataset.ts';

/**
 * One SHA-256 for a split set of photos: of the lines `SHA-256 PART CLASS`, sorted by code unit and each ended by a line feed. It
 * names the content, labels and parts, whatever the files and folders are called.
 */
export function datasetHash({ classes, photos }: Pick<SplitDataset, 'classes' | 'photos'>): string {
  const lines = photos.map(({ sha256, part, classIndex }) => `${sha256} ${part} ${classes[classIndex]}\n`);
  const hash = createHash('sha256');
  for (const line of lines.toSorted()) hash.update(line);
  return hash.digest('hex');
}
