import type { Finding, FindingKind } from '../../shared/app/project-view.ts';
import type { SkippedFile, SkipReason } from '../../shared/dataset.ts';
import type { PhotoTable, TablePhoto } from './photo-table.ts';

/** Photos that a class needs before training is worth it. */
const photosNeeded = 10;

/** The largest class has this many times the photos of the smallest: from here on it is worth saying. */
const unbalancedFrom = 1.5;

/** Files that look like photos and cannot be read; all else that was left out is no photo, or none of this folder's. */
const unreadableReasons: ReadonlySet<SkipReason> = new Set([
  'unreadable',
  'damaged',
  'too-large',
  'empty-file',
  'missing',
  'changed',
]);

/** Where one of these leads: photos, or files that are none. */
export interface FindingContent {
  readonly photos: readonly TablePhoto[];
  readonly files: readonly SkippedFile[];
}

/** What is worth knowing about a project's photos, most serious first. @param networkSize side in pixels. */
export function findFindings(table: PhotoTable, networkSize: number): readonly Finding[] {
  if (table.photos.length === 0 && table.index.skipped.length === 0) return [];
  const side = networkSize / 2;
  const count = (finding: FindingKind): number => {
    const { photos, files } = contentOf(table, finding, networkSize);
    return photos.length + files.length;
  };
  const counted = (kind: 'unreadable' | 'not-photos' | 'misnamed'): Finding[] => {
    const found = count(kind);
    return found > 0 ? [{ kind, count: found }] : [];
  };
  const twoLabels = table.pictures.filter((group) => !isOneClass(group)).length;
  const [identical, lookalike, leaked] = [count('identical'), count('look-alike'), count('leaked')];
  const tiny = count('tiny');
  return [
    ...(twoLabels > 0 ? [{ kind: 'same-photo-in-two-classes', count: twoLabels } as const] : []),
    ...(leaked > 0 ? [{ kind: 'leaked', count: leaked } as const] : []),
    ...tooSmall(table).map(([className, photos]): Finding => ({
      kind: 'class-too-small',
      className,
      count: photos.length,
      needed: photosNeeded,
    })),
    ...counted('unreadable'),
    ...counted('not-photos'),
    ...(table.doubtful.length > 0 ? [{ kind: 'wrong-label', count: table.doubtful.length } as const] : []),
    ...(identical > 0 ? [{ kind: 'identical', count: identical } as const] : []),
    ...(lookalike > 0 ? [{ kind: 'look-alike', count: lookalike } as const] : []),
    ...(tiny > 0 ? [{ kind: 'tiny', count: tiny, side } as const] : []),
    ...counted('misnamed'),
    ...balance(table),
  ];
}

/** The photos and files behind a finding, by path. */
export function contentOf(table: PhotoTable, finding: FindingKind, networkSize: number): FindingContent {
  const photos = (chosen: readonly TablePhoto[]): FindingContent => ({ photos: chosen, files: [] });
  const { index, used } = table;
  switch (finding) {
    case 'same-photo-in-two-classes':
      return photos(table.pictures.filter((group) => !isOneClass(group)).flat());
    case 'wrong-label':
      return photos(table.doubtful.flatMap((doubtful) => doubtful.photos));
    case 'leaked':
      return photos(table.pictures.filter((group) => leaks(table, group)).flat());
    case 'look-alike':
      return photos(table.pictures.filter((group) => isOneClass(group) && !isOneFile(group)).flat());
    case 'identical':
      return photos([...table.copies.values()].filter(isOneClass).flat());
    case 'class-too-small':
      return photos(tooSmall(table).flatMap(([, ofClass]) => ofClass));
    case 'unreadable':
      return { photos: [], files: index.skipped.filter(({ reason }) => unreadableReasons.has(reason)) };
    case 'not-photos':
      return { photos: [], files: index.skipped.filter(({ reason }) => !unreadableReasons.has(reason)) };
    case 'tiny':
      return photos(used.filter(({ photo }) => Math.min(photo.width, photo.height) < networkSize / 2));
    case 'misnamed':
      return photos(used.filter(({ photo }) => photo.misnamedType !== null));
    case 'unbalanced': {
      const finding = balance(table)[0];
      return photos(finding?.kind === 'unbalanced' ? (table.byClass.get(finding.smallest) ?? []) : []);
    }
    case 'balanced':
      return photos([]);
  }
}

/** Photos of one picture on both sides of a split that came as it is. */
function leaks(table: PhotoTable, group: readonly TablePhoto[]): boolean {
  return table.split?.given === true && new Set(group.map(({ photo }) => table.partOf(photo.path))).size > 1;
}

function isOneFile(group: readonly TablePhoto[]): boolean {
  return group.every(({ photo }) => photo.sha256 === group[0]!.photo.sha256);
}

function isOneClass(group: readonly TablePhoto[]): boolean {
  return group.every(({ className }) => className === group[0]!.className);
}

function tooSmall(table: PhotoTable): readonly (readonly [string, readonly TablePhoto[]])[] {
  return [...table.byClass].filter(([, photos]) => photos.length < photosNeeded);
}

function balance({ byClass }: PhotoTable): readonly Finding[] {
  const bySize = [...byClass]
    .filter(([, photos]) => photos.length > 0)
    .sort((a, b) => b[1].length - a[1].length);
  const [largest, smallest] = [bySize[0], bySize.at(-1)];
  if (!largest || !smallest || bySize.length < 2) return [];
  const ratio = largest[1].length / smallest[1].length;
  if (ratio < unbalancedFrom) return [{ kind: 'balanced' }];
  return [{ kind: 'unbalanced', largest: largest[0], smallest: smallest[0], ratio }];
}
