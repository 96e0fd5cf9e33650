import { compareCodePoints } from '../../engine/dataset/compare-code-points.ts';
import { pictureNames } from '../../engine/dataset/photo-groups.ts';
import type { IndexedPhoto, PhotoIndex } from '../projects/photo-index.ts';
import type { FoundGroups } from '../projects/groups-file.ts';
import type { LabelCheck } from '../projects/label-check-file.ts';
import type { Project } from '../projects/project.ts';
import type { ProjectFile } from '../projects/project-file.ts';
import type { PictureGroups } from '../projects/twins-file.ts';
import { doubtfulLabels } from './doubtful-labels.ts';
import { editedClasses } from './edited-classes.ts';
import type { PhotoTable, TablePhoto } from './photo-table.ts';
import { planProject } from './project-split.ts';

/** What was found by looking at the photos. */
interface FoundInPhotos {
  /** SHA-256s of the files that show one picture. */
  readonly twins: PictureGroups;
  readonly labelCheck: LabelCheck | null;
  readonly groups: FoundGroups | null;
}

interface Kept {
  readonly index: PhotoIndex;
  readonly file: ProjectFile;
  readonly twins: PictureGroups;
  readonly labelCheck: LabelCheck | null;
  readonly groups: FoundGroups | null;
  readonly planned: boolean;
  readonly table: PhotoTable;
}

const kept = new WeakMap<Project, Kept>();

/** The table of a project as it is now; kept until something that it shows changes. */
export function photoTableOf(project: Project): PhotoTable {
  const { index, file, twins, labelCheck, groups } = project;
  const planned = !project.work.growing;
  const known = kept.get(project);
  const isKept =
    known?.index === index &&
    known.twins === twins &&
    known.labelCheck === labelCheck &&
    known.groups === groups &&
    known.planned === planned;
  if (isKept && sameEdits(known.file, file)) return known.table;
  const table = makeTable(index, file, planned, { twins, labelCheck, groups });
  kept.set(project, { index, file, twins, labelCheck, groups, planned, table });
  return table;
}

function sameEdits(one: ProjectFile, other: ProjectFile): boolean {
  return (
    one.classes === other.classes &&
    one.leftOut === other.leftOut &&
    one.relabelled === other.relabelled &&
    one.labelsKept === other.labelsKept &&
    one.split.spec === other.split.spec &&
    one.split.seed === other.split.seed &&
    one.split.group === other.split.group
  );
}

/**
 * @param planned false leaves the split out, which is too much work for a table that lives a quarter of a second.
 */
export function makeTable(
  index: PhotoIndex,
  file: ProjectFile,
  planned: boolean,
  { twins, labelCheck, groups }: FoundInPhotos = { twins: [], labelCheck: null, groups: null },
): PhotoTable {
  const read = [...new Set(index.photos.map(({ className }) => className))];
  const classes = editedClasses(file.classes, read);
  const ofFolder = new Map(classes.flatMap((one) => one.folders.map((folder) => [folder, one] as const)));
  const leftOut = new Set(file.leftOut);
  const photos = index.photos.map((photo): TablePhoto => {
    const own = ofFolder.get(photo.className)!;
    const given = Object.hasOwn(file.relabelled, photo.path)
      ? ofFolder.get(file.relabelled[photo.path]!)
      : undefined;
    const { name, excluded } = given ?? own;
    const use = leftOut.has(photo.path) ? 'left-out' : excluded ? 'excluded' : 'used';
    return { photo, className: name, use, relabelledFrom: given && given !== own ? own.name : null };
  });
  photos.sort((a, b) => compareCodePoints(a.photo.path, b.photo.path));
  const used = photos.filter(({ use }) => use === 'used');
  const byClass = new Map(
    classes.filter(({ excluded }) => !excluded).map(({ name }): [string, TablePhoto[]] => [name, []]),
  );
  for (const photo of used) byClass.get(photo.className)!.push(photo);
  const classOf: PhotoTable['classOf'] = (folder) => ofFolder.get(folder);
  const split = planned ? planProject(index, file, byClass, { twins, groups }) : null;
  return {
    classes,
    photos,
    used,
    byClass,
    split,
    index,
    partOf: (path) => split?.parts.get(path) ?? null,
    copies: groupsAmong(used, ({ sha256 }) => sha256),
    pictures: [...groupsAmong(used, pictureKey(twins)).values()],
    doubtful: labelCheck ? doubtfulLabels(labelCheck, { used, classOf }, file.labelsKept) : [],
    classOf,
  };
}

/** By what `keyOf` says; photos that are alone are left out. */
function groupsAmong(
  photos: readonly TablePhoto[],
  keyOf: (photo: IndexedPhoto) => string,
): ReadonlyMap<string, readonly TablePhoto[]> {
  const groups = new Map<string, TablePhoto[]>();
  for (const entry of photos) {
    const key = keyOf(entry.photo);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  for (const [key, group] of groups) if (group.length < 2) groups.delete(key);
  return groups;
}

/** Names the picture that a photo shows. */
function pictureKey(twins: PictureGroups): (photo: IndexedPhoto) => string {
  const names = pictureNames(twins);
  return ({ sha256 }) => names.get(sha256) ?? sha256;
}
