/**
 * Does one piece of work at a time, and of what is asked for meanwhile only the last: a slider that moves faster
 * than pictures are drawn skips steps, and never piles up requests.
 */
export class LatestOnly<Item> {
  readonly #work: (item: Item) => Promise<void>;
  #waiting: { readonly item: Item } | null = null;
  #busy = false;

  constructor(work: (item: Item) => Promise<void>) {
    this.#work = work;
  }

  ask(item: Item): void {
    this.#waiting = { item };
    if (!this.#busy) void this.#run();
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#waiting) {
      const { item } = this.#waiting;
      this.#waiting = null;
      await this.#work(item);
    }
    this.#busy = false;
  }
}
