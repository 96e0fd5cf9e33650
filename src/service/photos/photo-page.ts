import type { PhotoFilter, PhotoPage, PhotoView } from '../../shared/app/project-view.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { SkippedFile } from '../../shared/dataset.ts';
import { interleave } from '../../engine/dataset/interleave.ts';
import { versionOf } from '../projects/photo-index.ts';
import { contentOf } from './find-findings.ts';
import type { PhotoTable, TablePhoto } from './photo-table.ts';

/** What the user looks at: photos, and files that are none. */
type Row = TablePhoto | SkippedFile;

/** The rows of each filter in their order, sorted once for each table. */
const kept = new WeakMap<PhotoTable, Map<string, readonly Row[]>>();

const mostCopiesNamed = 20;

export interface PageRequest {
  readonly filter: PhotoFilter;
  /** Part of the path, in any case of letters; empty: all. */
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}

/** A page of a table's photos; all photos come with the classes in turns, the rest by path. */
export function photoPage(table: PhotoTable, networkSize: number, request: PageRequest): PhotoPage {
  const { filter, offset, limit } = request;
  const search = request.search.trim().normalize('NFC').toLowerCase();
  const key = JSON.stringify([filter, networkSize]);
  const lists = kept.get(table) ?? new Map<string, readonly Row[]>();
  kept.set(table, lists);
  const all = lists.get(key) ?? rowsOf(table, filter, networkSize);
  lists.set(key, all);
  const rows =
    search === '' ? all : all.filter((row) => pathOf(row).normalize('NFC').toLowerCase().includes(search));
  return {
    total: rows.length,
    offset,
    photos: rows.slice(offset, offset + limit).map((row) => viewOf(table, row)),
  };
}

function rowsOf(table: PhotoTable, filter: PhotoFilter, networkSize: number): readonly Row[] {
  switch (filter.kind) {
    case 'all':
      return interleave(byClassThenPath(table), ({ className }) => className);
    case 'class':
      // The photos of an excluded class can be looked at too.
      return (
        table.byClass.get(filter.className) ??
        table.photos.filter(({ className, use }) => className === filter.className && use === 'excluded')
      );
    case 'part':
      return interleave(
        byClassThenPath(table).filter(({ photo }) => table.partOf(photo.path) === filter.part),
        ({ className }) => className,
      );
    case 'finding': {
      const { photos, files } = contentOf(table, filter.finding, networkSize);
      return [...photos, ...files];
    }
    case 'to-look-at':
      return toLookAt(table, networkSize);
    case 'left-out':
      return table.photos.filter(({ use }) => use === 'left-out');
    default:
      return assertNever(filter);
  }
}

function byClassThenPath(table: PhotoTable): readonly TablePhoto[] {
  return [...table.byClass.values()].flat();
}

/** Most serious first, each photo once. That classes differ in size is nothing to see in a photo. */
function toLookAt(table: PhotoTable, networkSize: number): readonly Row[] {
  const kinds = [
    'same-photo-in-two-classes',
    'leaked',
    'class-too-small',
    'wrong-label',
    'unreadable',
    'not-photos',
    'identical',
    'look-alike',
    'tiny',
    'misnamed',
  ] as const;
  const rows = kinds.flatMap((kind) => {
    const { photos, files } = contentOf(table, kind, networkSize);
    return [...photos, ...files];
  });
  return [...new Set(rows)];
}

function pathOf(row: Row): string {
  return 'photo' in row ? row.photo.path : row.path;
}

/** A row as the page shows it. */
export function viewOf(table: PhotoTable, row: Row): PhotoView {
  if (!('photo' in row)) return fileView(table, row);
  const { photo, className, use, relabelledFrom } = row;
  const { path, bytes, width, height } = photo;
  const copies = (table.copies.get(photo.sha256) ?? []).filter((other) => other !== row);
  return {
    path,
    className,
    part: use === 'used' ? table.partOf(path) : null,
    bytes,
    width,
    height,
    version: versionOf(photo),
    state: { kind: use === 'used' ? 'used' : 'left-out' },
    relabelledFrom,
    sameAs: copies.slice(0, mostCopiesNamed).map((other) => other.photo.path),
  };
}

/** A file that cannot be used, under the class of the folder it lies in. */
function fileView(table: PhotoTable, skipped: SkippedFile): PhotoView {
  const folder = skipped.path.split('/').at(-2)?.normalize('NFC') ?? '';
  return {
    path: skipped.path,
    className: table.classOf(folder)?.name ?? folder,
    part: null,
    bytes: 0,
    width: null,
    height: null,
    version: null,
    state: { kind: 'unusable', skipped },
    relabelledFrom: null,
    sameAs: [],
  };
}

/** Paths of up to `most` photos of different classes, the same every time. */
export function thumbnailsOf(table: PhotoTable, most = 4): readonly string[] {
  return interleave(byClassThenPath(table), ({ className }) => className)
    .slice(0, most)
    .map(({ photo }) => photo.path);
}
