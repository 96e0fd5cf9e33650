import type { Part, SplitDataset } from '../../shared/dataset.ts';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import { takeSplit } from '../../engine/dataset/load-dataset.ts';
import { mergeGroups } from '../../engine/dataset/merge-groups.ts';
import { planSplit } from '../../engine/dataset/plan-split.ts';
import type { ScannedDataset } from '../../engine/dataset/scanned-dataset.ts';
import type { PhotoIndex } from '../projects/photo-index.ts';
import type { ProjectFile } from '../projects/project-file.ts';
import { lacksGroups } from '../projects/lacks-groups.ts';
import type { FoundGroups } from '../projects/groups-file.ts';
import type { PictureGroups } from '../projects/twins-file.ts';
import type { ProjectSplit, TablePhoto } from './photo-table.ts';

/**
 * Splits the photos in use over the edited classes: by the parts that the source gives, else by the project's split.
 * What stands against it, such as a class that is too small, is in `error`.
 * @param byClass used photos by their class, sorted by code point.
 * @param found SHA-256s of the files that show one picture, and the groups by the project's rule; both stay in one part.
 */
export function planProject(
  index: PhotoIndex,
  file: ProjectFile,
  byClass: ReadonlyMap<string, readonly TablePhoto[]>,
  found: { readonly twins: PictureGroups; readonly groups: FoundGroups | null },
): ProjectSplit {
  const { spec, seed } = file.split;
  const given = isGiven(index);
  const scanned = scannedFrom(index, byClass, given);
  try {
    const { together, shortOf } = given ? alone : keptTogether(index, file, found);
    const dataset = given ? takeSplit(scanned) : planSplit(scanned, spec, seed, together, shortOf);
    return {
      given,
      dataset,
      error: null,
      parts: new Map(dataset.photos.map(({ path, part }) => [path, part])),
    };
  } catch (error) {
    if (!isThawError(error)) throw error;
    return { given, dataset: null, error: error.toPlain(), parts: givenParts(scanned) };
  }
}

interface KeptTogether {
  readonly together: PictureGroups;
  /** What there are too few of where photos enough are there. */
  readonly shortOf: 'identical-files' | 'groups';
}

const alone: KeptTogether = { together: [], shortOf: 'identical-files' };

/** What stays in one part: photos of one picture, and groups by the project's rule. Throws `groups-pending`. */
export function keptTogether(
  index: PhotoIndex,
  file: ProjectFile,
  { twins, groups }: { readonly twins: PictureGroups; readonly groups: FoundGroups | null },
): KeptTogether {
  const subjects = subjectsOf(index, file, groups);
  if (subjects.length === 0) return { together: twins, shortOf: 'identical-files' };
  return { together: mergeGroups([...twins, ...subjects]), shortOf: 'groups' };
}

/** SHA-256s of the photos of each group. Throws `groups-pending` while they are not known. */
function subjectsOf(index: PhotoIndex, file: ProjectFile, groups: FoundGroups | null): PictureGroups {
  if (lacksGroups({ file, groups })) throw new ThawError('groups-pending', { project: file.name });
  if (file.split.group === null) return [];
  return groups!.groups.map(({ paths }) => paths.flatMap((path) => index.get(path)?.sha256 ?? []));
}

export function isGiven({ layout, photos }: PhotoIndex): boolean {
  if (layout === null) return photos.some(({ part }) => part !== null);
  return layout === 'split-folders' || layout === 'thaw-split';
}

/** The photos in use as a scan tells them. */
export function scannedFrom(
  { folder, layout }: PhotoIndex,
  byClass: ReadonlyMap<string, readonly TablePhoto[]>,
  given: boolean,
): ScannedDataset {
  const classes = [...byClass.keys()];
  return {
    folder,
    layout: layout ?? (given ? 'split-folders' : 'class-folders'),
    classes,
    photos: classes.flatMap((name, classIndex) =>
      byClass.get(name)!.map(({ photo: { path, sha256, bytes, part } }) => ({
        path,
        classIndex,
        sha256,
        bytes,
        part,
      })),
    ),
    skipped: [],
    misnamed: [],
    seed: null,
  };
}

/** Parts that the source gives are shown although something is wrong with them. */
function givenParts(scanned: ScannedDataset): ReadonlyMap<string, Part> {
  return new Map(
    scanned.photos.flatMap(({ path, part }): [string, Part][] => (part === null ? [] : [[path, part]])),
  );
}

/** Throws the split's error where there is no split. */
export function requireSplit(split: ProjectSplit | null): SplitDataset {
  if (split?.dataset) return split.dataset;
  throw split?.error
    ? ThawError.fromPlain(split.error)
    : new ThawError('project-not-ready', { check: 'data' });
}
