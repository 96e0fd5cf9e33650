import { stat } from 'node:fs/promises';
import type {
  CheckView,
  ClassView,
  ProjectView,
  ReadingState,
  SplitView,
} from '../../shared/app/project-view.ts';
import { type Part, parts } from '../../shared/dataset.ts';
import { findFindings } from '../photos/find-findings.ts';
import { photoTableOf } from '../photos/make-photo-table.ts';
import type { PhotoTable, TablePhoto } from '../photos/photo-table.ts';
import { groupsView } from './groups-view.ts';
import type { ProjectRuns } from './project-runs.ts';
import type { Project } from './project.ts';

/** The project as the app shows it now. */
export async function projectView(project: Project, runs: ProjectRuns): Promise<ProjectView> {
  const [{ runs: summaries, activeRun }, missing] = await Promise.all([
    runs.runsOf(project),
    isMissing(project.sourceFolder),
  ]);
  const { id, folder, file } = project;
  const table = photoTableOf(project);
  const { kind, layout } = file.source;
  return {
    id,
    name: file.name,
    folder,
    source: { kind, folder: file.source.folder, layout, missing: missing && file.reading !== null },
    reading: readingState(project),
    photos: table.used.length,
    classes: classViews(table),
    split: splitView(project, table),
    findings: findFindings(table, file.settings.recipe.image.size),
    check: checkView(project),
    settings: file.settings,
    runs: summaries,
    activeRun,
    resultsSeen: file.resultsSeen,
  };
}

/** True where a folder is not there, or cannot be looked into. */
export async function isMissing(folder: string): Promise<boolean> {
  const status = await stat(folder).catch(() => null);
  return status?.isDirectory() !== true;
}

function readingState({ work, file }: Project): ReadingState {
  if (work.reading !== null) return work.reading;
  return { kind: file.reading ?? 'cancelled' };
}

function checkView({ work, labelCheck }: Project): CheckView {
  return {
    running: work.checking,
    error: work.checkError,
    last: labelCheck && {
      at: labelCheck.at,
      photos: labelCheck.photos,
      suspects: labelCheck.suspects.length,
    },
  };
}

function classViews(table: PhotoTable): readonly ClassView[] {
  const excluded = new Map<string, number>();
  for (const { className, use } of table.photos)
    if (use === 'excluded') excluded.set(className, (excluded.get(className) ?? 0) + 1);
  return table.classes.map(({ name, folders, excluded: isExcluded }) => {
    const photos = table.byClass.get(name) ?? [];
    return {
      name,
      folders,
      excluded: isExcluded,
      photos: isExcluded ? (excluded.get(name) ?? 0) : photos.length,
      counts: countParts(table, photos),
    };
  });
}

function splitView(project: Project, table: PhotoTable): SplitView {
  const { file, work } = project;
  const { spec, seed, written } = file.split;
  return {
    spec,
    seed,
    given: table.split?.given ?? false,
    counts: countParts(table, table.used),
    groups: groupsView(project),
    error: groupsFault(project) ?? table.split?.error ?? null,
    written: written && { mode: written.mode, out: written.out, at: written.at },
    writing: work.writing,
    writingError: work.writingError ?? unfinished(written, work.writing !== null),
  };
}

/** Why there are no groups comes before that there is no split without them. */
function groupsFault({ file, work }: Project): SplitView['error'] {
  return file.split.group === null ? null : work.groupError;
}

/** A copy or move whose end was never seen: the service was killed meanwhile. */
function unfinished(
  written: Project['file']['split']['written'],
  writing: boolean,
): SplitView['writingError'] {
  if (written === null || written.finished || writing) return null;
  return { code: 'split-unfinished', facts: { folder: written.out, mode: written.mode } };
}

function countParts(table: PhotoTable, photos: readonly TablePhoto[]): Readonly<Record<Part, number>> {
  const counts = Object.fromEntries(parts.map((part) => [part, 0])) as Record<Part, number>;
  for (const { photo } of photos) {
    const part = table.partOf(photo.path);
    if (part !== null) counts[part] += 1;
  }
  return counts;
}
