import type { ClassView, ProjectView } from '../../../shared/app/project-view.ts';
import type { SplitSpec } from '../../../shared/job-requests.ts';
import type { App } from '../../shared/app.ts';
import { mayBeSplitAgain } from './may-be-split-again.ts';
import {
  percentsOf,
  previewClasses,
  sameSpec,
  sharesOf,
  sumCounts,
  type PartCounts,
} from './split-arithmetic.ts';
import { dataWords } from './words/index.ts';

/** How long keys and typing rest before the split is saved, ms. */
const restMs = 600;

interface Wanted {
  readonly spec: SplitSpec;
  readonly seed: number;
}

/**
 * The split on the screen: while it is dragged or typed, the wanted one, worked out here; else the service's. Each
 * change is saved, once it rests, and can be taken back from one toast.
 */
export class SplitState {
  readonly #app: App;
  #wanted = $state.raw<Wanted | null>(null);
  #rest: ReturnType<typeof setTimeout> | null = null;

  constructor(app: App) {
    this.#app = app;
  }

  readonly #view = $derived.by((): ProjectView | null => this.#app.project);

  /** What is wanted and not the service's yet. */
  readonly #pending = $derived.by((): Wanted | null => {
    const split = this.#view?.split;
    if (!split || !this.#wanted) return null;
    const { spec, seed } = this.#wanted;
    return sameSpec(spec, split.spec) && seed === split.seed ? null : this.#wanted;
  });

  readonly spec = $derived.by((): SplitSpec => this.#pending?.spec ?? this.#view!.split.spec);
  readonly seed = $derived.by((): number => this.#pending?.seed ?? this.#view!.split.seed);

  /** Worked out here: the split is not saved yet, or the service has none, as while photos are read. */
  readonly #previewed = $derived.by((): boolean => {
    const split = this.#view!.split;
    if (this.#pending) return !sameSpec(this.#pending.spec, split.spec);
    return !split.given && split.counts.train === 0;
  });

  readonly classes = $derived.by((): readonly ClassView[] => {
    const classes = this.#view?.classes ?? [];
    return this.#previewed ? previewClasses(classes, this.spec) : classes;
  });

  readonly counts = $derived.by((): PartCounts =>
    this.#previewed ? sumCounts(this.classes) : this.#view!.split.counts,
  );

  /** Whole percents. */
  readonly shares = $derived.by((): PartCounts =>
    this.#view!.split.given ? percentsOf(this.counts) : sharesOf(this.spec, this.counts),
  );

  /** Once the service has what was wanted, its view counts alone. */
  settle(): void {
    if (this.#wanted && !this.#pending) this.#wanted = null;
  }

  /** Shows a split without saving it, as while a grip is dragged. */
  show(spec: SplitSpec): void {
    this.#wanted = { spec, seed: this.seed };
  }

  /** Shows a split, and saves it when no other follows for a moment. */
  set(spec: SplitSpec, seed = this.seed): void {
    this.#wanted = { spec, seed };
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.save(), restMs);
  }

  /** Saves what is shown; asks first where results were seen. */
  async save(): Promise<void> {
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = null;
    const view = this.#view;
    const wanted = this.#pending;
    if (!view || !wanted) return;
    if (view.resultsSeen && !(await mayBeSplitAgain(this.#app))) {
      this.#wanted = null;
      return;
    }
    const before: Wanted = { spec: view.split.spec, seed: view.split.seed };
    await this.#send(view.id, wanted, () => {
      this.#tell(view.id, before, wanted);
    });
  }

  #tell(project: string, before: Wanted, now: Wanted): void {
    const { split } = dataWords[this.#app.language];
    const { train, validation, test } = this.shares;
    const text = sameSpec(before.spec, now.spec)
      ? split.seedChanged(now.seed)
      : split.changed(`${train}/${validation}/${test}`);
    this.#app.toast({
      tone: 'ice',
      text,
      action: {
        label: split.undo,
        run: () => {
          this.#wanted = before;
          void this.#send(project, before, () => undefined);
        },
      },
    });
  }

  async #send(project: string, { spec, seed }: Wanted, done: () => void): Promise<void> {
    try {
      await this.#app.client.photos.setSplit.mutate({ project, spec, seed });
      done();
    } catch (error) {
      this.#wanted = null;
      this.#app.fail(error);
    }
  }

  /** Nothing that was set is lost when the screen is left. */
  close(): void {
    if (this.#rest !== null) void this.save();
  }
}
