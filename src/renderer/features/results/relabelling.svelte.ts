import { SvelteMap } from 'svelte/reactivity';
import type { AnswerView } from '../../../shared/app/run-view.ts';
import type { App } from '../../shared/app.ts';
import { fileName } from '../../shared/photos/file-name.ts';
import type { ResultsWords } from './words/en.ts';

/** Photos that got another label here. The label is the project's; the file stays where it is. */
export class Relabelling {
  readonly #app: App;
  readonly #project: string;
  readonly #moved = new SvelteMap<string, string>();

  constructor(app: App, project: string) {
    this.#app = app;
    this.#project = project;
  }

  /** The label that a photo was given here; undefined where it has its old one. */
  labelOf(path: string): string | undefined {
    return this.#moved.get(path);
  }

  /** Gives a photo another label, with an undo. */
  async relabel(answer: AnswerView, className: string, words: ResultsWords['mistakes']): Promise<void> {
    if (!(await this.#change(answer.path, className))) return;
    if (className === answer.className) this.#moved.delete(answer.path);
    else this.#moved.set(answer.path, className);
    this.#app.toast({
      tone: 'ice',
      text: words.nowIn(fileName(answer.path), className),
      action: { label: words.undo, run: () => void this.#undo(answer) },
    });
  }

  async #undo(answer: AnswerView): Promise<void> {
    if (await this.#change(answer.path, answer.className)) this.#moved.delete(answer.path);
  }

  async #change(path: string, className: string): Promise<boolean> {
    try {
      await this.#app.client.photos.change.mutate({
        project: this.#project,
        paths: [path],
        change: { kind: 'relabel', className },
      });
      return true;
    } catch (error) {
      this.#app.fail(error);
      return false;
    }
  }
}
