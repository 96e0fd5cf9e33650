import { bases } from '../../bases.ts';
import type { Recipe } from '../../recipe.ts';
import { mannKendall } from '../../statistics/mann-kendall.ts';
import { wilsonInterval } from '../../statistics/wilson-interval.ts';
import type { AdviceAction, AdviceOf } from '../advice.ts';
import { countPhotos, lastPhase, meanOf, scoreOf, type RunFacts } from '../run-facts.ts';

/** Fewer epochs show no trend: even an unbroken rise of four is chance in one of twelve (two-sided). */
const leastEpochs = 5;
/** What a trend of the Mann-Kendall test must exceed: 5 %, two-sided. */
const beyondChance = 1.96;
/** Above it in training, on photos that are changed and through dropout, little is left to learn by going on. */
const nearlyAll = 0.95;
/** Below it the network misses one in five of the very photos it learns from. */
const little = 0.8;

/**
 * The end of training shows that the network has not learned what it could: its training accuracy is still rising and
 * validation does not suffer, or it rises no more and stays low. Intervals are Wilson's, of the training photos.
 */
export function underfitting(
  facts: RunFacts,
): readonly (AdviceOf<'still-learning'> | AdviceOf<'learns-too-little'>)[] {
  const phase = lastPhase(facts);
  const photos = countPhotos(facts, ['train']);
  const last = phase.slice(-Math.max(leastEpochs, Math.ceil(phase.length / 3)));
  if (last.length < leastEpochs || photos === 0) return [];
  const training = last.map((epoch) => epoch.training.accuracy);
  const validation = last.flatMap((epoch) => (epoch.validation ? [epoch.validation] : []));
  const reaches = (share: number): number => {
    const { correct, count } = scoreOf(share, photos);
    return wilsonInterval(correct, count).high;
  };
  const worsens = mannKendall(validation.map(({ loss }) => loss)) > beyondChance;
  const [from, to] = [meanOf(training.slice(0, 2)), meanOf(training.slice(-2))];
  if (mannKendall(training) > beyondChance && !worsens && to > from && reaches(to) < nearlyAll)
    return [
      {
        kind: 'still-learning',
        from,
        to,
        epochs: last.length,
        photos,
        action: moreEpochs(facts.recipe, phase.length),
      },
    ];
  const accuracy = meanOf(training);
  const validated = validation.length === 0 ? 0 : meanOf(validation.map((scores) => scores.accuracy));
  // Changed photos and dropout make training harder than validation: both must be low.
  if (reaches(accuracy) >= little || validated >= little) return [];
  return [
    {
      kind: 'learns-too-little',
      accuracy,
      epochs: last.length,
      photos,
      action: learnMore(facts.recipe),
    },
  ];
}

/** Twice as many in the last phase; three times where twice is what the recipe says, of a run that was ended half-way. */
function moreEpochs({ phases }: Recipe, trained: number): AdviceAction {
  const name = phases.length > 1 ? `phase${phases.length}.epochs` : 'epochs';
  const times = phases.at(-1)!.epochs === 2 * trained ? 3 : 2;
  return { kind: 'train-with', recipe: null, changes: [`${name}=${times * trained}`] };
}

/** More that learns, else more to see, else whether the labels are right. */
function learnMore({ network, phases, image }: Recipe): AdviceAction {
  if (network.kind !== 'base' || phases.every(({ learnFrom }) => learnFrom === 'head'))
    return { kind: 'train-with', recipe: 'two-phase', changes: [] };
  const { trainedSize } = bases[network.base];
  if (image.size < trainedSize)
    return { kind: 'train-with', recipe: null, changes: [`imageSize=${trainedSize}`] };
  return { kind: 'check-labels' };
}
