import type { Finding } from '../../../shared/app/project-view.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { dataWords } from './words/index.ts';

export interface FindingText {
  readonly claim: string;
  /** Null where the claim says it all. */
  readonly sentence: string | null;
  /** Worth a look; else it is settled. */
  readonly warm: boolean;
}

/** A finding in words; `classCount` is how many classes are used. */
export function describeFinding(finding: Finding, classCount: number, language: Language): FindingText {
  const words = dataWords[language].findings;
  switch (finding.kind) {
    case 'same-photo-in-two-classes':
      return {
        claim: classCount === 2 ? words.sameInBoth(finding.count) : words.sameInTwo(finding.count),
        sentence: words.sameSays,
        warm: true,
      };
    case 'class-too-small':
      return {
        claim: words.tooSmall(finding.className, finding.count),
        sentence: words.tooSmallSays(finding.needed),
        warm: true,
      };
    case 'unreadable':
      return { claim: words.unreadable(finding.count), sentence: words.unreadableSays, warm: true };
    case 'not-photos':
      return { claim: words.notPhotos(finding.count), sentence: words.notPhotosSays, warm: false };
    case 'identical':
      return { claim: words.identical(finding.count), sentence: words.identicalSays, warm: false };
    case 'look-alike':
      return { claim: words.lookAlike(finding.count), sentence: words.lookAlikeSays, warm: false };
    case 'wrong-label':
      return { claim: words.wrongLabel(finding.count), sentence: words.wrongLabelSays, warm: true };
    case 'leaked':
      return { claim: words.leaked(finding.count), sentence: words.leakedSays, warm: true };
    case 'tiny':
      return { claim: words.tiny(finding.count), sentence: words.tinySays(finding.side), warm: true };
    case 'misnamed':
      return { claim: words.misnamed(finding.count), sentence: words.misnamedSays, warm: false };
    case 'unbalanced':
      return {
        claim: words.unbalanced(finding.largest, finding.smallest, ratioText(finding.ratio, language)),
        sentence: words.unbalancedSays,
        warm: true,
      };
    case 'balanced':
      return { claim: words.balanced, sentence: null, warm: false };
  }
}

function ratioText(ratio: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: ratio < 10 ? 1 : 0 }).format(ratio);
}
