import type { GroupNames } from './group-names.ts';

/** A photo by its path and the class as its folder says. */
export interface FoldedPhoto {
  readonly path: string;
  readonly className: string;
}

/**
 * The deepest folder below the class's own, such as the frames of one video; photos that lie in the class's folder
 * itself are alone. In a list, where no folder stands for a class, every folder is one group.
 */
export function namesByFolder(photos: readonly FoldedPhoto[]): GroupNames {
  const depth = classDepth(photos);
  return (path) => {
    const folders = path.split('/').slice(0, -1);
    return folders.length > depth + 1 ? folders.join('/') : null;
  };
}

/** How deep the class folders lie: the first place at which every photo's path names its class; -1: there is none. */
function classDepth(photos: readonly FoldedPhoto[]): number {
  const folders = photos.map(({ path }) => path.split('/').slice(0, -1));
  const shallowest = folders.reduce((least, { length }) => Math.min(least, length), Infinity);
  for (let depth = 0; depth < shallowest && Number.isFinite(shallowest); depth++)
    if (photos.every(({ className }, index) => folders[index]![depth]!.normalize('NFC') === className))
      return depth;
  return -1;
}
