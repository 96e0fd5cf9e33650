import { resolve } from 'node:path';
import type { Inputs } from '../../shared/app/inputs.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { GroupRule } from '../../shared/job-requests.ts';
import { parseCount, parseRatio } from '../../shared/parse-split-spec.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import { runJob } from '../jobs/run-job.ts';
import type { GroupFinder } from '../projects/group-finder.ts';
import type { LabelChecker } from '../projects/label-checker.ts';
import type { PhotoReader } from '../projects/photo-reader.ts';
import type { ProjectFile } from '../projects/project-file.ts';
import type { ProjectRuns } from '../projects/project-runs.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import type { Project } from '../projects/project.ts';
import type { FolderService, PhotoService } from '../services.ts';
import { doubtfulPhotos } from './doubtful-photos.ts';
import { groupTableFile, keepGroupTable } from './group-tables.ts';
import { photoTableOf } from './make-photo-table.ts';
import { photoPage } from './photo-page.ts';
import type { PhotoTable } from './photo-table.ts';
import { saveSplit } from './save-split.ts';
import { openSplitWriter } from './split-writer.ts';

export interface PhotoServiceNeeds {
  readonly store: ProjectStore;
  readonly folders: Pick<FolderService, 'requireAllowed'>;
  readonly runs: ProjectRuns;
  /** Of the project service. */
  readonly reader: PhotoReader;
  readonly checker: LabelChecker;
  readonly groups: GroupFinder;
  readonly runJob?: JobRunner;
}

/** The photos; `close` ends what is being copied or moved, which can be gone on with or undone later. */
export interface OpenPhotoService extends PhotoService {
  close(): Promise<void>;
}

export function createPhotoService(needs: PhotoServiceNeeds): OpenPhotoService {
  const { store, folders, runs, reader, checker, groups } = needs;
  const writer = openSplitWriter({ runJob: needs.runJob ?? runJob, reader });

  const edit = async (
    id: string,
    change: (file: ProjectFile, table: PhotoTable) => ProjectFile,
  ): Promise<void> => {
    const project = await store.open(id);
    requireNotWriting(project);
    await project.update((file) => {
      // A copy or move may have begun since; it carries out what was set when it began.
      requireNotWriting(project);
      return change(file, photoTableOf(project));
    });
    await saveSplit(project);
  };

  const openUntrained = async (id: string): Promise<Project> => {
    const project = await store.open(id);
    const { activeRun } = await runs.runsOf(project);
    if (activeRun !== null)
      throw new ThawError('project-busy', { project: project.file.name, doing: 'training' });
    return project;
  };

  return {
    async page({ project: id, ...request }) {
      const project = await store.open(id);
      return photoPage(photoTableOf(project), project.file.settings.recipe.image.size, request);
    },
    async setClasses({ project, classes }) {
      await edit(project, (file) => ({ ...file, classes }));
    },
    async change({ project, paths, change }) {
      await edit(project, (file, table) => changePhotos(file, table, paths, change));
    },
    async setGroup({ project: id, rule }) {
      const project = await store.open(id);
      const before = project.file.split.group;
      const group = rule?.kind === 'csv' ? ruleOfTable(project, rule) : rule;
      await edit(id, (file) => ({ ...file, split: { ...file.split, group } }));
      // Folders inside class folders are read for that rule alone.
      if ((before?.kind === 'folder') === (group?.kind === 'folder')) groups.begin(project);
      else {
        await reader.cancel(project);
        reader.begin(project);
      }
    },
    async addGroupTable({ project: id, text }) {
      const { folder } = await store.open(id);
      return keepGroupTable(folder, text);
    },
    async checkLabels({ project }) {
      checker.begin(await openUntrained(project));
    },
    async cancelCheck({ project }) {
      await checker.cancel(await store.open(project));
    },
    async doubtful({ project }) {
      return doubtfulPhotos(photoTableOf(await store.open(project)));
    },
    async setSplit({ project, spec, seed }) {
      checkSpec(spec);
      await edit(project, (file) => ({ ...file, split: { ...file.split, spec, seed } }));
    },
    async writeSplit({ project: id, out, mode }) {
      await folders.requireAllowed(out);
      const project = await openUntrained(id);
      await writer.write(project, resolve(out), mode);
    },
    async undoSplit({ project: id }) {
      const project = await openUntrained(id);
      writer.undo(project);
    },
    close: () => writer.close(),
  };
}

function ruleOfTable(project: Project, { table, column }: { table: string; column: string }): GroupRule {
  return { kind: 'csv', file: groupTableFile(project.folder, table), column };
}

function requireNotWriting(project: Project): void {
  if (project.work.writing !== null)
    throw new ThawError('project-busy', { project: project.file.name, doing: 'splitting' });
}

/** The rules that shares and counts have on the command line. Throws `split-spec-invalid` or `split-sum-invalid`. */
function checkSpec(spec: Inputs['setSplit']['spec']): void {
  const text = [spec.train, spec.validation, spec.test].join(',');
  if (spec.kind === 'ratio') parseRatio(text);
  else parseCount(text);
}

function changePhotos(
  file: ProjectFile,
  table: PhotoTable,
  paths: readonly string[],
  change: Inputs['changePhotos']['change'],
): ProjectFile {
  const { index } = table;
  const unknown = paths.find((path) => !index.get(path));
  if (unknown !== undefined) throw new ThawError('photo-not-found', { path: unknown });
  switch (change.kind) {
    case 'leave-out':
      return { ...file, leftOut: [...new Set([...file.leftOut, ...paths])] };
    case 'take-in': {
      const taken = new Set(paths);
      return { ...file, leftOut: file.leftOut.filter((path) => !taken.has(path)) };
    }
    case 'keep-label': {
      const kept = paths.map((path) => index.get(path)!.sha256);
      return { ...file, labelsKept: [...new Set([...file.labelsKept, ...kept])] };
    }
    case 'doubt-label': {
      const doubted = new Set(paths.map((path) => index.get(path)!.sha256));
      return { ...file, labelsKept: file.labelsKept.filter((sha256) => !doubted.has(sha256)) };
    }
    case 'relabel':
      return { ...file, relabelled: relabelled(file, table, paths, change.className) };
    default:
      return assertNever(change);
  }
}

/** @param className of the edited classes; null: the label of its folder again. */
function relabelled(
  file: ProjectFile,
  table: PhotoTable,
  paths: readonly string[],
  className: string | null,
): ProjectFile['relabelled'] {
  const given = table.classes.find(({ name }) => name === className);
  if (className !== null && !given) {
    const expected = table.classes.map(({ name }) => name).join(', ');
    throw new ThawError('invalid-setting', { setting: 'className', value: className, expected });
  }
  const labels = new Map(Object.entries(file.relabelled));
  for (const path of paths) {
    const own = table.index.get(path)!.className;
    // A photo that is back under its folder's class is not a relabelled one.
    if (!given || given.folders.includes(own)) labels.delete(path);
    else labels.set(path, given.folders[0]!);
  }
  return Object.fromEntries(labels);
}
