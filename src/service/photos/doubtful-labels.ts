import type { LabelCheck } from '../projects/label-check-file.ts';
import type { DoubtfulLabel, PhotoTable, TablePhoto } from './photo-table.ts';

/**
 * What is left of a check's suspects: photos that are in use under the class that they had then, and whose label nobody
 * kept. Photos are known by their content, so that moving or reading them again changes nothing.
 * @param kept SHA-256s of photos whose labels were kept.
 */
export function doubtfulLabels(
  check: LabelCheck,
  { used, classOf }: Pick<PhotoTable, 'used' | 'classOf'>,
  kept: readonly string[],
): readonly DoubtfulLabel[] {
  const settled = new Set(kept);
  const byContent = new Map<string, TablePhoto[]>();
  for (const photo of used) {
    const same = byContent.get(photo.photo.sha256);
    if (same) same.push(photo);
    else byContent.set(photo.photo.sha256, [photo]);
  }
  return check.suspects.flatMap((suspect): DoubtfulLabel[] => {
    const [own, other] = [classOf(suspect.className), classOf(suspect.looksLike)];
    // Merged since, or the other class is left out: there is nothing to decide.
    if (settled.has(suspect.sha256) || !own || !other || own === other || other.excluded) return [];
    const photos = (byContent.get(suspect.sha256) ?? []).filter(({ className }) => className === own.name);
    return photos.length === 0 ? [] : [{ photos, looksLike: other.name, suspect }];
  });
}
