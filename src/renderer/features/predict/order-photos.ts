import type { AskedPhoto } from '../../../shared/app/work-view.ts';
import { isAccepted, type AcceptanceRule } from '../../../shared/statistics/acceptance.ts';

export type PhotoOrder = 'asked' | 'least-sure';

/** The probability of a photo's answer; null where there is none. */
export function surenessOf(photo: AskedPhoto): number | null {
  return photo.kind === 'answered' ? (photo.probabilities[photo.answer] ?? 0) : null;
}

/** Whether a photo's answer stands by the model's rule; else it is "none of these". */
export function standsBy(rule: AcceptanceRule | null, photo: AskedPhoto): boolean {
  if (photo.kind !== 'answered') return true;
  return isAccepted(rule, {
    confidence: photo.probabilities[photo.answer] ?? 0,
    familiarity: photo.familiarity,
  });
}

/** Photos as they came, or the least sure first and those without an answer last. */
export function orderPhotos(photos: readonly AskedPhoto[], order: PhotoOrder): readonly AskedPhoto[] {
  if (order === 'asked') return photos;
  return [...photos].sort((a, b) => (surenessOf(a) ?? Infinity) - (surenessOf(b) ?? Infinity) || 0);
}

export interface ClassProbability {
  readonly className: string;
  readonly probability: number;
}

/** The likeliest classes, and how many more there are. */
export function likeliest(
  probabilities: Readonly<Record<string, number>>,
  most: number,
): { readonly shown: readonly ClassProbability[]; readonly more: number } {
  const sorted = Object.entries(probabilities)
    .map(([className, probability]) => ({ className, probability }))
    .sort((a, b) => b.probability - a.probability);
  return { shown: sorted.slice(0, most), more: Math.max(0, sorted.length - most) };
}
