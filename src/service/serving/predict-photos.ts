import type { SkippedFile } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { PhotoAnswer } from '../../shared/job-asks.ts';
import { isAccepted } from '../../shared/statistics/acceptance.ts';
import type { PhotoResult } from './answers.ts';
import type { KeptModel } from './kept-model.ts';

/** A photo's answer by the run's own rule. */
export function judged({ rule }: KeptModel, answer: PhotoAnswer): PhotoResult {
  const { label, probabilities, familiarity, width, height } = answer;
  const confidence = probabilities[label]!;
  const accepted = isAccepted(rule, { confidence, familiarity });
  return {
    class: accepted ? label : null,
    likeliest: label,
    confidence,
    probabilities,
    familiarity,
    width,
    height,
  };
}

/** Why a photo has no answer. @param name as the client knows the photo; empty: the only one. */
export function whySkipped({ reason, detail }: SkippedFile, name: string, limitPixels: number): ThawError {
  const file = name;
  if (reason === 'not-an-image') return new ThawError('image-type-unknown', { file, extension: '' });
  if (reason === 'damaged') return new ThawError('image-damaged', { file, detail });
  if (reason !== 'too-large') return new ThawError('image-unreadable', { file, detail });
  const [width = 0, height = 0] = detail.split('x').map(Number);
  return new ThawError('image-too-large', { file, width, height, limitPixels });
}
