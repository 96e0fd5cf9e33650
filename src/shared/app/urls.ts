import type { Language } from '../messages/language.ts';
import type { AugmentationConfig, RangedAugmentation } from '../recipe.ts';

/**
 * Addresses of bytes: pictures and uploads go over HTTP, all else over the WebSocket. They are relative, so that a
 * page from the service and one from the window's own protocol use the same ones.
 */
export const bytesPaths = {
  thumbnail: '/bytes/thumbnail',
  photo: '/bytes/photo',
  augmented: '/bytes/augmented',
  asked: '/bytes/asked',
  why: '/bytes/why',
  whyAsked: '/bytes/why-asked',
  report: '/bytes/report',
  activations: '/bytes/activations',
  pattern: '/bytes/pattern',
  upload: '/bytes/upload',
} as const;

export interface PhotoAddress {
  readonly project: string;
  readonly path: string;
  /** Start of the content's hash: another content is another address, so pictures may be kept by the browser. */
  readonly version: string | null;
}

/** A square cut from the centre, `size` pixels: 80, 160 or 320. */
export function thumbnailUrl({ project, path, version }: PhotoAddress, size: 80 | 160 | 320): string {
  return address(bytesPaths.thumbnail, { project, path, version: version ?? '', size });
}

/** The whole photo, upright, at most 1,280 pixels on its longer side. */
export function photoUrl({ project, path, version }: PhotoAddress): string {
  return address(bytesPaths.photo, { project, path, version: version ?? '' });
}

export interface AugmentedAddress extends PhotoAddress {
  /** Of the network's input; the picture is `size` x `size`. */
  readonly size: number;
  readonly fit: 'stretch' | 'crop' | 'pad';
  /** Side of the larger square that the picture is cut from; absent: nothing is cut. */
  readonly stored?: number | undefined;
  /** null: the photo as the network sees it without changes. */
  readonly augmentation: AugmentationConfig | null;
  readonly seed: number;
  /** Which of the draws, from 0. */
  readonly draw: number;
  /** In place of a draw: this one setting at an end of its range, and nothing else changed. */
  readonly extreme?: AugmentationExtreme | null;
}

/** An end of the range of one augmentation setting, such as the strongest turn to the left. */
export interface AugmentationExtreme {
  readonly setting: RangedAugmentation;
  readonly end: 'low' | 'high';
}

/** A photo changed by the code that training uses; the same address is always the same picture. */
export function augmentedUrl({
  project,
  path,
  version,
  augmentation,
  extreme,
  stored,
  ...rest
}: AugmentedAddress): string {
  return address(bytesPaths.augmented, {
    project,
    path,
    version: version ?? '',
    augmentation: augmentation ? JSON.stringify(augmentation) : '',
    ...(stored ? { stored } : {}),
    ...(extreme ? { extreme: `${extreme.setting}-${extreme.end}` } : {}),
    ...rest,
  });
}

/** A photo that was asked about: a thumbnail (80) or the photo (1280). */
export function askedPhotoUrl(id: string, size: 80 | 1280): string {
  return address(bytesPaths.asked, { id, size });
}

/**
 * The heat layer of a test photo: a picture with alpha, stretched over the photo. `className`: which class it speaks
 * for; null: the run's answer.
 */
export function whyUrl(project: string, run: string, path: string, className: string | null = null): string {
  return address(bytesPaths.why, { project, run, path, ...ofClass(className) });
}

/** The heat layer of a photo that was asked about. */
export function whyAskedUrl(id: string, className: string | null = null): string {
  return address(bytesPaths.whyAsked, { id, ...ofClass(className) });
}

/** Every channel that a layer of a run's network makes of a photo, as one picture. */
export function activationsUrl(project: string, run: string, path: string, layer: string): string {
  return address(bytesPaths.activations, { project, run, path, layer });
}

/** The pattern that a filter responds to most. The header `silentHeader` is there where it does not respond. */
export function patternUrl(project: string, run: string, layer: string, filter: number): string {
  return address(bytesPaths.pattern, { project, run, layer, filter });
}

/** Set to 1 where the pattern of a filter stayed noise. */
export const silentHeader = 'x-thaw-silent';

function ofClass(className: string | null): { readonly class?: string } {
  return className === null ? {} : { class: className };
}

/** A finished run as one HTML file; making it takes some seconds. */
export function reportUrl(project: string, run: string, language: Language): string {
  return address(bytesPaths.report, { project, run, language });
}

/** Where one file of an upload is put by POST, its bytes as the body. `path` keeps a dropped folder's shape. */
export function uploadUrl(upload: string, path: string): string {
  return address(bytesPaths.upload, { upload, path });
}

function address(path: string, query: Readonly<Record<string, string | number>>): string {
  const parameters = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return `${path}?${parameters.toString()}`;
}
