import { readFile } from 'node:fs/promises';
import { readTesting } from '../../engine/evaluation/methods/testing-file.ts';
import { compareRuns } from '../../engine/evaluation/compare-runs.ts';
import { saveChosenShare } from '../../engine/familiarity/run-rule.ts';
import { readRunFacts } from '../../engine/evaluation/read-run-facts.ts';
import { countFolds, crossValidationFile } from '../../engine/dataset/fold-folders.ts';
import { readRunFile, runPaths } from '../../engine/training/run-folder.ts';
import { giveAdvice } from '../../shared/advice/give-advice.ts';
import type { Score } from '../../shared/app/project-view.ts';
import type { RunSummary, RunView } from '../../shared/app/run-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { splitFileSchema } from '../../shared/run-files.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import { runJob as startAndRun, startJob as startProcess } from '../jobs/run-job.ts';
import type { Project } from '../projects/project.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import type { ProjectRuns } from '../projects/project-runs.ts';
import type { FolderService, RunService, UploadService } from '../services.ts';
import { readAcceptance, readJudged } from './acceptance.ts';
import { changeAbout } from '../../engine/training/about-file.ts';
import { folderBytes } from './folder-bytes.ts';
import { countParts } from './count-parts.ts';
import { createRunLister } from './list-runs.ts';
import type { LiveRun, LiveRuns } from './live-runs.ts';
import { moveToTrash, type MoveToTrash } from './move-to-trash.ts';
import { openModelFile } from './open-model-file.ts';
import { pageAnswers, readAnswers, readFoldAnswers, type RunAnswers } from './page-answers.ts';
import { makeReport } from './make-report.ts';
import { readCrossValidation, viewCrossValidation } from './read-cross-validation.ts';
import { modelEpoch, readRun, summaryOf } from './read-run.ts';
import { runFolderOf } from './run-folder-of.ts';
import { runLayers } from './run-layers.ts';
import { testByMethods } from './test-by-methods.ts';
import type { StartJob } from '../training/last-result.ts';
import { untilAborted } from '../watch/until-aborted.ts';

export interface RunServiceParts {
  readonly projects: Pick<ProjectStore, 'open'>;
  readonly live: LiveRuns;
  /** Whether the app may open a path. */
  readonly requireAllowed: FolderService['requireAllowed'];
  readonly uploads: Pick<UploadService, 'folderOf' | 'remove'>;
  /** Another one in tests. */
  readonly runJob?: JobRunner;
  readonly startJob?: StartJob;
  /** The system's trash by default. */
  readonly trash?: MoveToTrash;
}

/** What a project's runs folder holds, whoever trained it, together with what trains now. */
export function createRunService({
  projects,
  live,
  requireAllowed,
  uploads,
  trash = moveToTrash,
  runJob = startAndRun,
  startJob = startProcess,
}: RunServiceParts): RunService & ProjectRuns {
  const lister = createRunLister();
  // The matrix is clicked through one run at a time.
  let latestAnswers: {
    readonly folder: string;
    readonly stamp: string;
    readonly answers: RunAnswers;
  } | null = null;

  const withLive = (projectId: string, summary: RunSummary): RunSummary => {
    const found = live.liveRuns(projectId).find(({ run }) => run === summary.run);
    return found ? { ...summary, ...found.summary, name: summary.name } : summary;
  };
  const answersOf = async (folder: string): Promise<RunAnswers> => {
    const folds = countFolds(folder);
    // The last file of the results: another one means other answers.
    const last = folds > 0 ? crossValidationFile(folder) : runPaths(folder).evaluation;
    const stamp = await readFile(last, 'utf8').catch(() => '');
    if (latestAnswers?.folder === folder && latestAnswers.stamp === stamp) return latestAnswers.answers;
    const answers = await (folds > 0 ? readFoldAnswers(folder) : readAnswers(folder));
    latestAnswers = { folder, stamp, answers };
    return answers;
  };
  const change = async (
    { project: id, run }: { readonly project: string; readonly run: string },
    about: Parameters<typeof changeAbout>[1],
  ): Promise<void> => {
    const project = await projects.open(id);
    const folder = runFolderOf(project, run);
    if (!(await readCrossValidation(folder))) await readRun(folder);
    await changeAbout(folder, about);
    project.changed();
  };

  return {
    async runsOf(project) {
      const onDisk = await lister.list(project.runsFolder);
      const names = new Set(onDisk.map(({ run }) => run));
      const liveRuns = live.liveRuns(project.id);
      const notThereYet = liveRuns
        .filter(({ run }) => !names.has(run))
        .map(({ summary }): RunSummary => ({ ...summary, score: null, seconds: null }));
      const listed = onDisk.map((summary) => withLive(project.id, summary));
      return { runs: newestFirst([...listed, ...notThereYet]), activeRun: activeOf(liveRuns) };
    },
    async bestScore(runsFolder) {
      const scores = (await lister.list(runsFolder)).flatMap(({ score }) => (score ? [score] : []));
      return scores.reduce<Score | null>(
        (best, score) => (best && best.correct / best.count >= score.correct / score.count ? best : score),
        null,
      );
    },
    async get({ project: id, run }) {
      const project = await projects.open(id);
      const folder = runFolderOf(project, run);
      const onDisk = await readRun(folder);
      const { config, opened, epochs, evaluation, about, timings } = onDisk;
      if (evaluation?.test) await resultsSeen(project);
      return {
        summary: withLive(id, summaryOf(run, onDisk)),
        config,
        opened,
        folder,
        layers: runLayers(config),
        epochs,
        bestEpoch: modelEpoch(onDisk),
        test: evaluation?.test ?? null,
        validation: evaluation?.validation ?? null,
        notes: about.notes,
        timings,
        counts: countParts(await readRunFile(folder, runPaths(folder).split, splitFileSchema)),
        bytes: await folderBytes(folder),
        environment: await readEnvironment(folder),
        acceptance: await readAcceptance(folder),
        advice: evaluation ? await adviceOn(folder, project) : null,
        stoppedAt: evaluation?.stoppedAt ?? null,
      } satisfies RunView;
    },
    async openModel({ project: id, ...wish }) {
      const project = await projects.open(id);
      const run = await openModelFile(project, wish, { requireAllowed, uploads, runJob });
      project.changed();
      return { run };
    },
    async crossValidation({ project: id, run }) {
      const project = await projects.open(id);
      const view = await viewCrossValidation(runFolderOf(project, run), run);
      if (view.test) await resultsSeen(project);
      return { ...view, summary: withLive(id, view.summary) };
    },
    async answers(input) {
      const project = await projects.open(input.project);
      return pageAnswers(await answersOf(runFolderOf(project, input.run)), input);
    },
    async tested({ project: id, run }) {
      const found = await readTesting(runFolderOf(await projects.open(id), run));
      return found?.methods ?? [];
    },
    test: async function* ({ project: id, run, methods, scales, others }, signal) {
      const project = await projects.open(id);
      const ensemble = others.map((other) => runFolderOf(project, other));
      const wish = { methods, scales, ensemble };
      const request = { run: runFolderOf(project, run), wish };
      yield* untilAborted(testByMethods(request, startJob, signal), signal);
    },
    async judged({ project: id, run }) {
      return readJudged(runFolderOf(await projects.open(id), run));
    },
    async setAcceptance({ project: id, run, share }) {
      const folder = runFolderOf(await projects.open(id), run);
      await saveChosenShare(folder, share);
      return readAcceptance(folder);
    },
    async compare({ project: id, run, against }) {
      const project = await projects.open(id);
      return compareRuns(runFolderOf(project, run), runFolderOf(project, against));
    },
    async report({ project: id, run }, language) {
      const project = await projects.open(id);
      return makeReport(runJob, runFolderOf(project, run), language, project.twins);
    },
    async rename({ name, ...input }) {
      await change(input, { name });
    },
    async setNotes({ notes, ...input }) {
      await change(input, { notes });
    },
    async trash({ project: id, run }) {
      const project = await projects.open(id);
      const folder = runFolderOf(project, run);
      const isListed = (await lister.list(project.runsFolder)).some((summary) => summary.run === run);
      const isLive = live.liveRuns(id).some((one) => one.run === run);
      if (!isListed && !isLive) throw new ThawError('run-not-found', { run });
      await live.forget(id, run);
      if (isListed) await trash(folder, project.trashFolder);
      project.changed();
    },
  };
}

function newestFirst(runs: readonly RunSummary[]): readonly RunSummary[] {
  return runs.toSorted((one, other) =>
    one.createdAt < other.createdAt ? 1 : one.createdAt > other.createdAt ? -1 : 0,
  );
}

/** The run that trains, else waits, else is paused; the newest of several. */
function activeOf(runs: readonly LiveRun[]): string | null {
  const order = ['training', 'waiting', 'paused'] as const;
  return order.flatMap((state) => runs.filter((run) => run.state === state).slice(-1))[0]?.run ?? null;
}

async function resultsSeen(project: Project): Promise<void> {
  if (!project.file.resultsSeen) await project.update((file) => ({ ...file, resultsSeen: true }));
}

/** A run is shown without advice where its files do not tell what it is made from. */
async function adviceOn(folder: string, { twins }: Pick<Project, 'twins'>): Promise<RunView['advice']> {
  return readRunFacts(folder, twins).then(giveAdvice, () => null);
}

/** For people to read; a run is not the worse for one that cannot be. */
async function readEnvironment(folder: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return JSON.parse(await readFile(runPaths(folder).environment, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}
