import type { ProjectSettings } from '../../../shared/app/project-settings.ts';
import type { AugmentationConfig, RangedAugmentation } from '../../../shared/recipe.ts';
import {
  augmentationPresets,
  type AugmentationPreset,
  strengthOf,
} from '../../../shared/recipes/augmentation-presets.ts';
import { standardAugmentation, tutorialDefaults } from '../../../shared/recipes/parts.ts';
import { usualReach } from './augmentation-rows.ts';
import type { App } from '../../shared/app.ts';

/** How long changes rest before they are saved, ms. */
const restMs = 400;

type Setting = keyof AugmentationConfig;

const usual: AugmentationConfig = { ...standardAugmentation, ...usualReach };

interface Draft {
  readonly augments: boolean;
  readonly augmentation: AugmentationConfig;
}

/** The augmentation of the next run: shown at once, saved when it rests. Rows that are off remember their value. */
export class AugmentSettings {
  readonly #app: App;
  readonly #project: string;
  #draft = $state.raw<Draft | null>(null);
  #remembered: Partial<AugmentationConfig> = {};
  #rest: ReturnType<typeof setTimeout> | null = null;

  constructor(app: App, project: string) {
    this.#app = app;
    this.#project = project;
  }

  readonly #settings = $derived.by((): ProjectSettings => this.#app.project!.settings);
  readonly augments = $derived.by((): boolean => this.#draft?.augments ?? this.#settings.augments);
  readonly config = $derived.by(
    (): AugmentationConfig => this.#draft?.augmentation ?? this.#settings.augmentation,
  );
  readonly strength = $derived.by(() => strengthOf(this.config));

  /** What a row that is off would have. */
  remembered<Key extends Setting>(setting: Key): AugmentationConfig[Key] {
    return this.#remembered[setting] ?? usual[setting];
  }

  set<Key extends Setting>(setting: Key, value: AugmentationConfig[Key]): void {
    this.#change({ augments: true, augmentation: { ...this.config, [setting]: value } });
  }

  /** Switches what is only on or off. */
  flip(setting: 'horizontalFlip' | 'verticalFlip' | 'randomCrop', on: boolean): void {
    this.set(setting, on);
  }

  /** Switches one row; its range is kept for when it is switched on again. */
  toggle(setting: RangedAugmentation, on: boolean): void {
    if (setting === 'zoom' && this.config.zoomRange) {
      this.set('zoomRange', null);
      return;
    }
    const current = this.config[setting];
    if (!on && current > 0) this.#remembered = { ...this.#remembered, [setting]: current };
    const value = on ? this.remembered(setting) : 0;
    this.#change({ augments: true, augmentation: { ...this.config, [setting]: value } });
  }

  choose(preset: AugmentationPreset | 'none'): void {
    if (preset === 'none') this.setAugments(false);
    else this.#change({ augments: true, augmentation: augmentationPresets[preset] });
  }

  setAugments(augments: boolean): void {
    this.#change({ augments, augmentation: this.config });
  }

  #change(draft: Draft): void {
    this.#draft = draft;
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.save(), restMs);
  }

  /** Saves what was changed; nothing is lost when the screen is left. */
  async save(): Promise<void> {
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = null;
    const draft = this.#draft;
    if (!draft || this.#app.project?.id !== this.#project) return;
    const settings = withAugmentation(this.#settings, draft);
    try {
      await this.#app.client.projects.setSettings.mutate({ project: this.#project, settings });
    } catch (error) {
      if (this.#draft === draft) this.#draft = null;
      this.#app.fail(error);
    }
  }
}

/** One copy of each photo is all that training without changes needs; with them it takes the usual number. */
function withAugmentation(settings: ProjectSettings, draft: Draft): ProjectSettings {
  const { recipe } = settings;
  const turnedOn = draft.augments && !settings.augments && recipe.copies === 1;
  return {
    ...settings,
    ...draft,
    recipe: turnedOn ? { ...recipe, copies: tutorialDefaults.copies } : recipe,
  };
}
