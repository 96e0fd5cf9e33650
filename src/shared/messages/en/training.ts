import type { TrainingErrors } from '../../errors/training-errors.ts';
import { closest } from '../closest.ts';
import { formatBytes, formatRate } from '../format-numbers.ts';
import type { ErrorSentences } from '../message-types.ts';

export const trainingMessages: ErrorSentences<TrainingErrors> = {
  'unknown-recipe': ({ recipe, known }) => ({
    message: `There is no recipe "${recipe}".`,
    remedy: didYouMean(recipe, known),
  }),
  'unknown-setting': ({ setting, known }) => ({
    message: `There is no setting "${setting}".`,
    remedy: didYouMean(setting, known),
  }),
  'invalid-setting': ({ setting, value, expected }) => ({
    message: `The setting "${setting}" has the value "${value}". It takes: ${expected}.`,
    remedy: `Change the value of "${setting}".`,
  }),
  'run-exists': ({ run, unfinished }) => ({
    message: unfinished
      ? `${run} holds a run that is not finished. It was left as it is.`
      : `${run} is there already. It was left as it is.`,
    remedy: unfinished
      ? `Go on with it: thaw train --resume "${run}". Or name another folder by --out.`
      : 'Name a folder that does not exist yet by --out.',
  }),
  'nothing-to-start-from': ({ run }) => ({
    message: `No layer of ${run} has the name and shape of a layer of this network.`,
    remedy: 'Start from a run of the same or a kindred network, or leave --from out.',
  }),
  'run-finished': ({ run }) => ({
    message: `The run in ${run} is finished. There is nothing left to train.`,
    remedy: `See its numbers: thaw evaluate "${run}". Or train anew into another folder.`,
  }),
  'snapshot-not-found': ({ run, step, known }) => ({
    message: `The run in ${run} has no snapshot of step ${step}. It has ${known.length === 0 ? 'none' : known.join(', ')}.`,
    remedy:
      known.length === 0
        ? 'Snapshots are kept by a training that was begun with --snapshot-every.'
        : 'Give one of these steps.',
  }),
  'run-not-finished': ({ run }) => ({
    message: `The run in ${run} is not finished, so there is nothing to report yet.`,
    remedy: `"thaw train --resume ${run}" goes on with it.`,
  }),
  'run-not-measured': ({ run }) => ({
    message: `The run in ${run} has no answers for test photos.`,
    remedy: 'Train it to its end, with a test part in the split.',
  }),
  'too-few-validation-photos': ({ found, needed }) => ({
    message: `The run has ${found} validation photos; choosing by them what is "none of these" needs ${needed}.`,
    remedy: 'Train it with a larger validation part, or predict without --accept.',
  }),
  'no-common-photos': ({ run, against }) => ({
    message: `The runs in ${run} and ${against} were not tested on one photo that is the same, so they cannot be compared.`,
    remedy: 'Train both from the same split.',
  }),
  'run-photos-missing': ({ run, folder, file }) => ({
    message:
      file === null
        ? `The photos of ${run} are not here: there is no folder ${folder}.`
        : `${folder} does not hold the photos of ${run}: ${file} is not there.`,
    remedy:
      'Name the folder in which they lie now: --photos FOLDER. Prediction, explanation, export and evaluate --data FOLDER work without them.',
  }),
  'run-photos-changed': ({ run, file }) => ({
    message: `The run in ${run} began with other photos: ${file} is gone, changed or damaged since.`,
    remedy: 'Put the file back, or train anew into another folder.',
  }),
  'loss-not-finite': ({ phase, epoch, learningRate }) => ({
    message: `The loss grew beyond all numbers in epoch ${epoch} (phase ${phase}, learning rate ${formatRate(learningRate)}). Earlier epochs are saved.`,
    remedy: 'Train anew with a lower rate, such as a tenth of it: --set learningRate=VALUE.',
  }),
  'features-overflow': ({ layer }) => ({
    message: `What layer ${layer} makes of a photo is beyond 65,504, the largest number that cached features can hold, or no number at all.`,
    remedy:
      'Keep features in full precision: --set precision=exact. If that does not help, the weights are not those of this network.',
  }),
  'cache-too-small': ({ neededBytes, limitBytes, copies, copiesThatFit }) => ({
    message: `The features of ${counted(copies, 'copy', 'copies')} need ${formatBytes(neededBytes)} in the cache, and it may hold ${formatBytes(limitBytes)}.`,
    remedy:
      copiesThatFit > 0
        ? `Take fewer copies: --set copies=${copiesThatFit}. Or free some disk space.`
        : 'Free some disk space, move the cache by THAW_HOME, or take smaller pictures by --image-size.',
  }),
  'memory-too-small': ({ phase, needed, available, limit }) => ({
    message: `Phase "${phase}" needs about ${formatBytes(needed)} of memory even photo by photo. ${
      {
        container: 'This container has',
        ulimit: 'ulimit leaves this process',
        machine: 'This computer has',
      }[limit]
    } ${formatBytes(available)}${limit === 'machine' ? ' free' : limit === 'container' ? ' left' : ''}. Nothing was started.`,
    remedy: {
      container: 'Give the container more memory, or choose a smaller image size or a smaller network.',
      ulimit: 'Raise the limit (ulimit -v, ulimit -d), or choose a smaller image size or a smaller network.',
      machine: 'Close other programs, or choose a smaller image size or a smaller network.',
    }[limit],
  }),
  paused: ({ run, epoch }) => ({
    message:
      epoch === 0
        ? 'Training is paused. No epoch was finished yet.'
        : `Training is paused. Epoch ${epoch} is saved.`,
    remedy: run === '' ? 'Start it again.' : `Go on with it: thaw train --resume "${run}".`,
  }),
  cancelled: ({ run }) => ({
    message: 'It was stopped.',
    remedy:
      run === null
        ? 'Start it again when you like.'
        : `What was finished is saved. Go on with it: thaw train --resume "${run}".`,
  }),
};

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function didYouMean(given: string, known: readonly string[]): string {
  const near = closest(given, known);
  return near === null ? `Known: ${known.join(', ')}.` : `Did you mean ${near}? Known: ${known.join(', ')}.`;
}
