import type { ProjectSettings } from '../../../shared/app/project-settings.ts';

/** How long a person may go on typing before a change is saved, ms. */
const restMs = 400;

export interface SettingsDraftOptions {
  /** The project's settings as the service last told them. */
  readonly saved: () => ProjectSettings;
  readonly save: (settings: ProjectSettings) => Promise<void>;
  /** A save failed: the service's settings are shown again. */
  readonly onFailure: (error: unknown) => void;
}

/** The settings as they are being edited: shown at once, saved shortly after, then the service's again. */
export class SettingsDraft {
  #own = $state.raw<ProjectSettings | null>(null);
  /** The same, not reactive: while a component is taken away, Svelte reads the values from before. */
  #unsaved: ProjectSettings | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | null = null;
  readonly #options: SettingsDraftOptions;

  constructor(options: SettingsDraftOptions) {
    this.#options = options;
  }

  get settings(): ProjectSettings {
    return this.#own ?? this.#options.saved();
  }

  change(settings: ProjectSettings): void {
    this.#own = settings;
    this.#unsaved = settings;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), restMs);
  }

  /** Saves what is not saved yet; done when the service has it, or has refused it. */
  async flush(): Promise<void> {
    while (this.#timer !== undefined || this.#saving) {
      if (this.#saving) await this.#saving;
      else await this.#saveNow();
    }
  }

  /** The service told its settings: they are shown again once they are the ones that were saved. */
  settle(saved: ProjectSettings): void {
    if (this.#timer !== undefined || this.#saving || this.#own === null) return;
    if (JSON.stringify(saved) === JSON.stringify(this.#own)) this.#own = null;
  }

  async #saveNow(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const settings = this.#unsaved;
    this.#unsaved = null;
    if (!settings) return;
    this.#saving = this.#options.save(settings).catch((error: unknown) => {
      if (this.#own === settings) this.#own = null;
      this.#options.onFailure(error);
    });
    await this.#saving;
    this.#saving = null;
    this.settle(this.#options.saved());
  }
}
