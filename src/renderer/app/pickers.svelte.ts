import type { Desktop } from '../../shared/app/desktop.ts';
import type { Dropped } from '../shared/app.ts';

export type PickerMode = 'folder' | 'folder-or-zip' | 'photos';

export interface PickerRequest {
  readonly title: string;
  readonly mode: PickerMode;
  /** Null: cancelled. Never empty. */
  readonly answer: (paths: readonly string[] | null) => void;
}

/** Choosing folders and photos: by the system's dialogs in the window, by Thaw's own in a browser. */
export class Pickers {
  readonly #desktop: Desktop | null;
  #request = $state.raw<PickerRequest | null>(null);

  constructor(desktop: Desktop | null) {
    this.#desktop = desktop;
  }

  /** What Thaw's own dialog is asked now. */
  get request(): PickerRequest | null {
    return this.#request;
  }

  async folder(title: string, also?: 'zips'): Promise<string | null> {
    if (this.#desktop) return this.#desktop.chooseFolder(title);
    const paths = await this.#own(title, also === 'zips' ? 'folder-or-zip' : 'folder');
    return paths?.[0] ?? null;
  }

  async photos(title: string): Promise<Dropped | null> {
    const paths = this.#desktop ? await this.#desktop.choosePhotos(title) : await this.#own(title, 'photos');
    return paths && paths.length > 0 ? { kind: 'paths', paths } : null;
  }

  #own(title: string, mode: PickerMode): Promise<readonly string[] | null> {
    this.#request?.answer(null);
    return new Promise((resolve) => {
      this.#request = {
        title,
        mode,
        answer: (paths) => {
          this.#request = null;
          resolve(paths);
        },
      };
    });
  }
}
