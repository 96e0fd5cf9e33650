import type { ResumedTraining } from '../../shared/app/crash-note.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import { runFolderOf } from '../runs/run-folder-of.ts';
import { foldInHand } from './folds-in-hand.ts';
import { newRunInHand, openRunInHand } from './open-run-in-hand.ts';
import type { RunInHand } from './run-in-hand.ts';
import type { RunsInHand } from './runs-in-hand.ts';
import { isTrained } from './standing.ts';
import type { TrainingEntry, TrainingRecord } from './training-record.ts';

/** A run that the last process had in hand, and how it stood. */
interface TakenRun {
  readonly hand: RunInHand;
  readonly entry: TrainingEntry;
}

/**
 * Takes in hand what the last process had: what was at work begins again and is named, what was paused stays paused.
 */
export async function takeUpRuns(
  record: TrainingRecord,
  projects: Pick<ProjectStore, 'open'>,
  hands: RunsInHand,
  begin: (hand: RunInHand) => void,
): Promise<readonly ResumedTraining[]> {
  const opened: TakenRun[] = [];
  for (const entry of await record.read()) {
    const hand = await handFrom(entry, projects);
    if (hand) opened.push({ hand, entry });
  }
  // A page may watch a run already: another hand would leave that page with one that never moves.
  const found = opened
    .map(({ hand, entry }) => ({ hand: hands.find(entry) ?? hand, entry }))
    .filter(({ hand }) => !hand.kept);
  // All are kept before the first begins: the record is written anew then.
  for (const { hand, entry } of found) {
    hands.keep(hand);
    hand.become(entry.state === 'failed' ? 'failed' : 'paused', entry.error);
  }
  const [resumed, resting] = [found.filter(wasAtWork), found.filter((taken) => !wasAtWork(taken))];
  // As they lie in their folders; a run that begins has other epochs soon.
  const told = resumed.map(({ hand }) => resumedTraining(hand));
  for (const { hand } of resumed) begin(hand);
  for (const { hand } of resting) hand.project.changed();
  return told;
}

/** null where it is finished, or its project is gone. */
async function handFrom(
  entry: TrainingEntry,
  projects: Pick<ProjectStore, 'open'>,
): Promise<RunInHand | null> {
  const project = await projects.open(entry.project).catch(() => null);
  if (!project) return null;
  const { run, snapshot } = entry;
  // It came to its end in the moment in which the service died.
  if (snapshot === undefined && (await isTrained(runFolderOf(project, run)))) return null;
  const hand = await openRunInHand(project, run).catch(() => newRunInHand(project, entry));
  if (snapshot !== undefined) hand.try = { ...hand.try, snapshot };
  return hand;
}

function wasAtWork({ entry: { state } }: TakenRun): boolean {
  return state === 'training' || state === 'waiting';
}

function resumedTraining({ project: { id, file }, made, state, folds }: RunInHand): ResumedTraining {
  const { run, recipe, name } = made;
  return {
    project: id,
    projectName: file.name,
    run,
    name: name ?? recipe.name,
    fold: folds && foldInHand(folds),
    epochs: state.epochs.length,
  };
}
