import { hashFile } from '../storage/hash-file.ts';
import { readTestAnswers } from '../evaluation/read-test-answers.ts';
import type { ComparisonPicture } from './comparison-pictures.ts';
import type { JudgingModel, PictureAnswers } from './export-format.ts';
import type { ExportedRule } from './exported-rule.ts';
import { plainRule } from './own-answers.ts';

/**
 * What Thaw answered for these pictures when it measured the run, which is what a person was shown. null: one of them
 * is made, or was changed since, or nothing is kept of it.
 */
export async function recordedAnswers(
  run: string,
  pictures: readonly ComparisonPicture[],
  rule: ExportedRule | null,
): Promise<JudgingModel | null> {
  const kept = new Map(
    (await readTestAnswers(run).catch(() => [])).map((answer) => [answer.path, answer] as const),
  );
  const answers = new Map<Uint8Array, PictureAnswers>();
  for (const { pixels, photo } of pictures) {
    const answer = photo && kept.get(photo.path);
    if (!answer || (await hashFile(photo.file)) !== photo.sha256) return null;
    if (rule?.familiarity && answer.familiarity === undefined) return null;
    const familiarities = rule?.familiarity ? [answer.familiarity!] : null;
    answers.set(pixels, { probabilities: Float32Array.from(answer.probabilities), familiarities });
  }
  return { rule: plainRule(rule), answer: (pixels) => Promise.resolve(answers.get(pixels)!) };
}
