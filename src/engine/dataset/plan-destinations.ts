import { posix } from 'node:path';
import type { SplitDataset, SplitPhoto } from '../../shared/dataset.ts';
import type { JournalEntry } from './split-journal.ts';

/**
 * Where each photo goes: PART/CLASS/NAME. Photos of one class may come from several folders; where two names clash,
 * the later (by the order of the photos) is called `NAME-2.jpg`, `NAME-3.jpg` and so on. Names that differ only in
 * case or in Unicode form clash too, as they do on macOS and Windows.
 */
export function planDestinations(dataset: SplitDataset): JournalEntry[] {
  const taken = new Set<string>();
  return dataset.photos.map((photo) => {
    const { path, sha256, bytes, classIndex, part } = photo;
    const folder = posix.join(part, folderName(dataset.classes[classIndex]!));
    const to = freeName(folder, photo, taken);
    taken.add(clashKey(to));
    return { from: path, to, sha256, bytes, classIndex, part };
  });
}

function freeName(folder: string, photo: SplitPhoto, taken: ReadonlySet<string>): string {
  const name = folderName(posix.basename(photo.path.replaceAll('\\', '/')));
  const extension = posix.extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 1; ; number++) {
    const to = posix.join(folder, number === 1 ? name : `${stem}-${number}${extension}`);
    if (!taken.has(clashKey(to))) return to;
  }
}

/** A class name of a list or of a split file may hold what a folder's name may not. */
function folderName(name: string): string {
  const safe = name.replaceAll(/[/\\]/g, '_');
  return safe === '.' || safe === '..' || safe === '' ? '_' : safe;
}

function clashKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
