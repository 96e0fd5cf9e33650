import type { ProjectView } from '../../shared/app/project-view.ts';
import type { RunSummary } from '../../shared/app/run-view.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { formatDuration, formatShare } from '../../shared/messages/format-numbers.ts';
import type { Language } from '../../shared/messages/language.ts';
import type { Step } from '../shared/app.ts';
import { changesOn } from '../../shared/recipes/augmentation-presets.ts';
import { modelsOf } from '../shared/runs/choose-run.ts';
import { activeRunOf, shareDone } from './training-end.ts';
import { howFar } from './how-far.ts';
import { appWords } from './words/index.ts';

/** How a step stands in the rail: one fact below its name, and a glyph. */
export interface RailStep {
  readonly fact: string;
  readonly state: 'none' | 'done' | 'running' | 'look' | 'locked';
  /** Of what runs, 0 to 1; null while unknown. */
  readonly share: number | null;
}

/** What a step misses before it can be used; null: nothing. A cross-validation alone gives no model. It opens all the same, and says so. */
export function missingFor(step: Step, project: ProjectView): 'photos' | 'training' | 'model' | null {
  switch (step) {
    case 'data':
      return null;
    case 'augment':
    case 'train':
      return project.photos === 0 ? 'photos' : null;
    case 'results':
      return bestRun(project) ? null : 'training';
    case 'predict':
    case 'export':
      if (modelsOf(project.runs).length > 0) return null;
      return bestRun(project) ? 'model' : 'training';
    default:
      return assertNever(step);
  }
}

/** The run that the results mean unless another is named: the newest finished one. */
export function bestRun(project: ProjectView): RunSummary | null {
  return project.runs.find(({ state }) => state === 'finished') ?? null;
}

export function railStep(step: Step, project: ProjectView, run: string | null, language: Language): RailStep {
  const { facts } = appWords[language];
  const missing = missingFor(step, project);
  if (missing) return locked(missing === 'photos' ? facts.noPhotos : facts.afterTraining);
  const chosen = project.runs.find((one) => one.run === run && one.state === 'finished') ?? bestRun(project);
  switch (step) {
    case 'data':
      return dataStep(project, language);
    case 'augment': {
      const { augments, augmentation } = project.settings;
      return at(
        facts.changesOn(augments ? changesOn(augmentation) : 0),
        project.runs.length > 0 ? 'done' : 'none',
      );
    }
    case 'train':
      return trainStep(project, language);
    case 'results': {
      const score = chosen?.score;
      const fact = score ? facts.right(formatShare(score.correct / score.count, score.count)) : facts.noTest;
      return at(fact, project.resultsSeen ? 'done' : 'none');
    }
    case 'predict':
    case 'export':
      return at(facts.ready, 'none');
    default:
      return assertNever(step);
  }
}

function dataStep(project: ProjectView, language: Language): RailStep {
  const { facts } = appWords[language];
  const { reading } = project;
  switch (reading.kind) {
    case 'unpacking':
      return { fact: facts.unpacking, state: 'running', share: shareOf(reading.done, reading.total) };
    case 'reading':
      return {
        fact: facts.reading(reading.done, reading.total),
        state: 'running',
        share: shareOf(reading.done, reading.total),
      };
    case 'failed':
      // A project that was made of a model has no photos at first.
      if (reading.error.code === 'no-classes' && project.runs.length > 0)
        return at(facts.noPhotosYet, 'none');
      return at(facts.readingFailed, 'look');
    case 'cancelled':
    case 'read': {
      const inUse = project.classes.filter(({ excluded }) => !excluded).length;
      const worthALook =
        reading.kind === 'cancelled' || project.split.error !== null || project.findings.some(isSerious);
      return at(facts.photosInClasses(project.photos, inUse), worthALook ? 'look' : 'done');
    }
    default:
      return assertNever(reading);
  }
}

function isSerious({ kind }: ProjectView['findings'][number]): boolean {
  return kind === 'same-photo-in-two-classes' || kind === 'class-too-small' || kind === 'unreadable';
}

function trainStep(project: ProjectView, language: Language): RailStep {
  const { facts } = appWords[language];
  const active = activeRunOf(project);
  if (active) {
    const share = shareDone(active);
    if (active.state === 'waiting') return { fact: facts.waiting, state: 'running', share };
    return { fact: howFar(active, facts), state: 'running', share };
  }
  const newest = project.runs[0];
  if (newest?.state === 'failed') return at(facts.failed, 'look');
  if (newest?.state === 'finished' && newest.seconds !== null)
    return at(facts.trained(newest.epochs, formatDuration(newest.seconds, language)), 'done');
  const usable = project.reading.kind === 'read' && project.split.error === null;
  return at(usable ? facts.ready : facts.noPhotos, 'none');
}

function shareOf(done: number, total: number | null): number | null {
  return total === null || total === 0 ? null : Math.min(1, done / total);
}

function at(fact: string, state: RailStep['state']): RailStep {
  return { fact, state, share: null };
}

function locked(fact: string): RailStep {
  return at(fact, 'locked');
}
