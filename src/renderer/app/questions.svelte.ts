import type { Question } from '../shared/app.ts';

export interface AskedQuestion extends Question {
  readonly answer: (yes: boolean) => void;
}

/** Questions before a loss. One at a time; a second one waits. */
export class Questions {
  #queue = $state.raw<readonly AskedQuestion[]>([]);

  get current(): AskedQuestion | null {
    return this.#queue[0] ?? null;
  }

  ask(question: Question): Promise<boolean> {
    return new Promise((resolve) => {
      const asked: AskedQuestion = {
        ...question,
        answer: (yes) => {
          this.#queue = this.#queue.filter((other) => other !== asked);
          resolve(yes);
        },
      };
      this.#queue = [...this.#queue, asked];
    });
  }
}
