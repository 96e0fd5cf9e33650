import type { Recipe } from '../../recipe.ts';
import { augmentationPresets, sameAugmentation, strengthOf } from '../../recipes/augmentation-presets.ts';
import { mannKendall } from '../../statistics/mann-kendall.ts';
import { newcombeInterval } from '../../statistics/newcombe-interval.ts';
import type { AdviceAction, AdviceOf } from '../advice.ts';
import { countPhotos, lastPhase, meanOf, scoreOf, type RunFacts } from '../run-facts.ts';

/** Epochs after the best one that a trend needs: an unbroken rise of five would be chance in one of sixty. */
const leastEpochs = 5;
const beyondChance = 1.96;
/** Training may be a little ahead in any good model; from here on the gap is worth narrowing. */
const far = 0.05;
/** Usual patience of the app, in epochs. */
const patience = 12;

/**
 * Training is far above validation at the end, beyond chance, while validation loss has been rising since the model's epoch,
 * beyond chance. The best epoch is kept, so what is lost is what the network might have learned instead.
 */
export function overfitting(facts: RunFacts): readonly AdviceOf<'overfitting'>[] {
  const phase = lastPhase(facts).flatMap(({ validation, ...epoch }) =>
    validation ? [{ ...epoch, validation }] : [],
  );
  const [trainingPhotos, validationPhotos] = [
    countPhotos(facts, ['train']),
    countPhotos(facts, ['validation']),
  ];
  if (phase.length === 0 || trainingPhotos === 0 || validationPhotos === 0) return [];
  const best = phase.reduce((lowest, epoch) =>
    epoch.validation.loss < lowest.validation.loss ? epoch : lowest,
  );
  const after = phase.slice(phase.indexOf(best) + 1);
  if (after.length < leastEpochs) return [];
  const last = after.slice(-leastEpochs);
  const training = meanOf(last.map((epoch) => epoch.training.accuracy));
  const validation = meanOf(last.map((epoch) => epoch.validation.accuracy));
  const gap = newcombeInterval(scoreOf(training, trainingPhotos), scoreOf(validation, validationPhotos));
  const rising = mannKendall(after.map((epoch) => epoch.validation.loss)) > beyondChance;
  if (!rising || gap.low <= 0 || training - validation < far) return [];
  return [
    {
      kind: 'overfitting',
      training,
      trainingPhotos,
      validation,
      validationPhotos,
      bestEpoch: best.epoch,
      bestLoss: best.validation.loss,
      lastLoss: meanOf(last.map((epoch) => epoch.validation.loss)),
      action: learnLessByHeart(facts.recipe),
    },
  ];
}

/** The next stronger augmentation, else an earlier end. */
function learnLessByHeart({ augmentation, earlyStoppingPatience }: Recipe): AdviceAction {
  const stronger =
    augmentation === null
      ? 'standard'
      : sameAugmentation(augmentation, augmentationPresets.strong)
        ? null
        : strengthOf(augmentation).preset === 'gentle'
          ? 'standard'
          : 'strong';
  if (stronger) return { kind: 'train-with', recipe: null, changes: [`augmentation=${stronger}`] };
  const shorter = Math.min(patience, Math.max(1, Math.floor((earlyStoppingPatience ?? 2 * patience) / 2)));
  return { kind: 'train-with', recipe: null, changes: [`earlyStoppingPatience=${shorter}`] };
}
