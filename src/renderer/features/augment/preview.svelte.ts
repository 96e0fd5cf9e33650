import { augmentedUrl, type AugmentationExtreme } from '../../../shared/app/urls.ts';
import type { AugmentationConfig, ImageConfig } from '../../../shared/recipe.ts';
import type { PreviewPhoto } from './film-strip.svelte.ts';
import { LatestOnly } from './latest-only.ts';

export const numDraws = 8;

export interface PreviewRequest {
  readonly project: string;
  readonly photo: PreviewPhoto;
  readonly image: ImageConfig;
  /** Null: nothing is changed. */
  readonly augmentation: AugmentationConfig | null;
  readonly seed: number;
}

/** A picture that is there: shown without a flicker. Null: it cannot be shown. */
export type Picture = string | null;

/** The original and its draws. The former pictures stay until all of the new ones are there. */
export class Preview {
  #original = $state.raw<Picture | undefined>(undefined);
  #draws = $state.raw<readonly Picture[] | null>(null);
  #extreme = $state.raw<Picture | undefined>(undefined);
  readonly #drawing = new LatestOnly<PreviewRequest>((request) => this.#draw(request));
  readonly #drawingExtreme = new LatestOnly<string | null>((url) => this.#drawExtreme(url));

  /** Undefined until the first one came. */
  get original(): Picture | undefined {
    return this.#original;
  }

  /** Null until the first ones came. */
  get draws(): readonly Picture[] | null {
    return this.#draws;
  }

  /** The photo at the end of one setting's range, while a knob is pointed at; undefined: none is. */
  get extreme(): Picture | undefined {
    return this.#extreme;
  }

  show(request: PreviewRequest): void {
    this.#drawing.ask(request);
  }

  showExtreme(request: PreviewRequest | null, extreme: AugmentationExtreme | null): void {
    this.#drawingExtreme.ask(request && extreme ? urlOf(request, 0, extreme) : null);
  }

  async #draw(request: PreviewRequest): Promise<void> {
    const plain = urlOf({ ...request, augmentation: null, seed: 0 }, 0);
    const draws = Array.from({ length: numDraws }, (_, draw) =>
      request.augmentation ? urlOf(request, draw) : plain,
    );
    const [original, ...pictures] = await Promise.all([plain, ...draws].map(loaded));
    this.#original = original!;
    this.#draws = pictures;
  }

  async #drawExtreme(url: string | null): Promise<void> {
    this.#extreme = url === null ? undefined : await loaded(url);
  }
}

function urlOf(request: PreviewRequest, draw: number, extreme?: AugmentationExtreme): string {
  const { project, photo, image, augmentation, seed } = request;
  return augmentedUrl({
    project,
    path: photo.path,
    version: photo.version,
    size: image.size,
    fit: image.fit,
    stored: image.stored,
    augmentation,
    seed,
    draw,
    ...(extreme ? { extreme } : {}),
  });
}

/** The address once its picture is decoded and can be shown at once; null where it cannot be had. */
async function loaded(url: string): Promise<Picture> {
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
    return url;
  } catch {
    return null;
  }
}
