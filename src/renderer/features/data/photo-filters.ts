import type { FindingKind, PhotoFilter } from '../../../shared/app/project-view.ts';
import type { Part } from '../../../shared/dataset.ts';

/** A filter as one word, for segments and menus; `class:NAME` and `part:NAME` name what they filter by. */
export function filterKey(filter: PhotoFilter): string {
  switch (filter.kind) {
    case 'class':
      return `class:${filter.className}`;
    case 'part':
      return `part:${filter.part}`;
    case 'finding':
      return `finding:${filter.finding}`;
    case 'all':
    case 'to-look-at':
    case 'left-out':
      return filter.kind;
  }
}

export function filterOfKey(key: string): PhotoFilter {
  const colon = key.indexOf(':');
  const value = key.slice(colon + 1);
  switch (colon < 0 ? key : key.slice(0, colon)) {
    case 'class':
      return { kind: 'class', className: value };
    case 'part':
      return { kind: 'part', part: value as Part };
    case 'finding':
      return { kind: 'finding', finding: value as FindingKind };
    case 'to-look-at':
      return { kind: 'to-look-at' };
    case 'left-out':
      return { kind: 'left-out' };
    default:
      return { kind: 'all' };
  }
}

/** Segments hold up to three classes with short names; more go into a menu. */
export function fitsSegments(names: readonly string[]): boolean {
  return names.length <= 3 && names.join('').length <= 36;
}

/** Files that cannot be photos have no thumbnail: they are listed, not laid out. */
export function isFileList(filter: PhotoFilter): boolean {
  return filter.kind === 'finding' && (filter.finding === 'unreadable' || filter.finding === 'not-photos');
}
