import type { DoubtfulPhoto } from '../../../shared/app/project-view.ts';
import type { App } from '../../shared/app.ts';
import { changePhotos, type DoneChange, type PhotoChange } from './change-photos.ts';

export type Decision = Extract<PhotoChange, { kind: 'keep-label' | 'relabel' | 'leave-out' }>;

interface Decided {
  readonly index: number;
  readonly decision: Decision;
  readonly done: DoneChange;
}

/** Goes through the labels in doubt, one by one; each decision is saved at once and can be taken back. */
export class LabelReview {
  readonly #app: App;
  readonly #project: string;
  /** As they were when the review began: those decided on stay in their places. */
  #photos = $state.raw<readonly DoubtfulPhoto[] | null>(null);
  #index = $state(0);
  /** The last one last. */
  #decided = $state.raw<readonly Decided[]>([]);
  #saving = $state(false);

  constructor(app: App, project: string) {
    this.#app = app;
    this.#project = project;
  }

  /** Fetches them; false where that failed, which was told. */
  async load(): Promise<boolean> {
    try {
      this.#photos = await this.#app.client.photos.doubtful.query({ project: this.#project });
      return true;
    } catch (error) {
      this.#app.fail(error);
      return false;
    }
  }

  get loaded(): boolean {
    return this.#photos !== null;
  }

  get total(): number {
    return this.#photos?.length ?? 0;
  }

  get index(): number {
    return this.#index;
  }

  get current(): DoubtfulPhoto | undefined {
    return this.#photos?.[this.#index];
  }

  /** What was decided on the photo that is shown. */
  get decision(): Decision | null {
    return this.#decided.find(({ index }) => index === this.#index)?.decision ?? null;
  }

  get decidedCount(): number {
    return this.#decided.length;
  }

  /** The last decision in words; null: there is none to take back. */
  get lastDone(): string | null {
    return this.#decided.at(-1)?.done.text ?? null;
  }

  go(index: number): void {
    if (index >= 0 && index < this.total) this.#index = index;
  }

  /** Decides on the photo that is shown, in place of an earlier decision on it, and goes to the next open one. */
  async decide(decision: Decision): Promise<void> {
    const { current } = this;
    const index = this.#index;
    if (!current || this.#saving) return;
    this.#saving = true;
    const earlier = this.#decided.find((one) => one.index === index);
    if (earlier) await this.#takeBack(earlier);
    const { photos } = current;
    const done = await changePhotos(this.#app, this.#project, photos, decision, () => undefined);
    if (done) {
      this.#decided = [...this.#decided, { index, decision, done }];
      this.#index = this.#nextOpen(index);
    }
    this.#saving = false;
  }

  /** Takes the last decision back and shows its photo. */
  async undo(): Promise<void> {
    const last = this.#decided.at(-1);
    if (!last || this.#saving) return;
    this.#saving = true;
    await this.#takeBack(last);
    this.#index = last.index;
    this.#saving = false;
  }

  async #takeBack(decided: Decided): Promise<void> {
    await decided.done.undo();
    this.#decided = this.#decided.filter((one) => one !== decided);
  }

  /** The next photo without a decision, from the beginning again after the last one; the same where all have one. */
  #nextOpen(from: number): number {
    const isDecided = (at: number): boolean => this.#decided.some(({ index }) => index === at);
    for (let step = 1; step < this.total; step++) {
      const index = (from + step) % this.total;
      if (!isDecided(index)) return index;
    }
    return from;
  }
}
