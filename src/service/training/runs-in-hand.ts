import type { ProjectStore } from '../projects/project-store.ts';
import { openRunInHand } from './open-run-in-hand.ts';
import type { RunInHand } from './run-in-hand.ts';
import type { TrainingRecord } from './training-record.ts';

/** Names a run of a project. */
export interface RunName {
  readonly project: string;
  readonly run: string;
}

/** The runs that the training service holds, one hand each, and what training.json says of them. */
export interface RunsInHand {
  /** Opens it where it is not held yet. Throws what `openRunInHand` throws. */
  open(name: RunName): Promise<RunInHand>;
  find(name: RunName): RunInHand | undefined;
  /** From now on it is told of in training.json and in its project's view. */
  keep(hand: RunInHand): void;
  isHeld(hand: RunInHand): boolean;
  letGo(hand: RunInHand): void;
  ofProject(project: string): readonly RunInHand[];
  /** Writes and tells how it stands; a finished one is told of by its folder alone. */
  changed(hand: RunInHand): void;
  save(): Promise<void>;
}

const keyOf = ({ project, run }: RunName): string => `${project}/${run}`;
const nameOf = ({ project, made: { run } }: RunInHand): RunName => ({ project: project.id, run });

export function holdRuns(projects: Pick<ProjectStore, 'open'>, record: TrainingRecord): RunsInHand {
  const hands = new Map<string, RunInHand>();
  const save = (): Promise<void> => {
    const kept = [...hands.values()].filter((hand) => hand.kept && hand.state.state !== 'finished');
    return record.write(kept.map((hand) => hand.entry()));
  };
  return {
    async open(name) {
      const known = hands.get(keyOf(name));
      if (known) return known;
      const opened = await openRunInHand(await projects.open(name.project), name.run);
      // Another call may have opened it meanwhile.
      const hand = hands.get(keyOf(name)) ?? opened;
      hands.set(keyOf(name), hand);
      return hand;
    },
    find: (name) => hands.get(keyOf(name)),
    keep(hand) {
      hand.kept = true;
      hands.set(keyOf(nameOf(hand)), hand);
    },
    isHeld: (hand) => hands.get(keyOf(nameOf(hand))) === hand,
    letGo(hand) {
      hands.delete(keyOf(nameOf(hand)));
      hand.news.close();
      void save();
      hand.project.changed();
    },
    ofProject: (project) => [...hands.values()].filter((hand) => hand.project.id === project),
    changed(hand) {
      if (hand.state.state === 'finished') hand.kept = false;
      void save();
      hand.project.changed();
    },
    save,
  };
}
