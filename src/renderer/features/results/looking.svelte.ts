/** Which answer is looked at, and how; "why" stays on from photo to photo. */
export class Looking {
  /** Whether there is one model to ask why, and what it finds alike. */
  readonly asksModel: boolean;
  #index = $state(0);
  #why = $state(false);
  #whyClass = $state<string | null>(null);
  #large = $state(false);

  constructor(asksModel = true) {
    this.asksModel = asksModel;
  }

  get index(): number {
    return this.#index;
  }

  get why(): boolean {
    return this.#why;
  }

  /** The class that is explained; null: the answer. */
  get whyClass(): string | null {
    return this.#whyClass;
  }

  /** Shown large, in a dialog. */
  get large(): boolean {
    return this.#large;
  }

  choose(index: number): void {
    this.#index = index;
  }

  showWhy(why: boolean): void {
    this.#why = why && this.asksModel;
  }

  explain(className: string | null): void {
    this.#whyClass = className;
  }

  enlarge(index: number): void {
    this.#index = index;
    this.#large = true;
  }

  close(): void {
    this.#large = false;
  }

  /** Back to the first, for another list. */
  restart(): void {
    this.#index = 0;
    this.#whyClass = null;
    this.#large = false;
  }
}
