import type { Notice } from '../../shared/job-events.ts';
import type { JobContext } from '../job/job-context.ts';
import { balancedWeights } from './class-weights.ts';
import { photosOf, type RunSession } from './run-session.ts';

/** Weights of the loss by class; null where all count the same. */
export function classWeightsOf({ config, dataset }: RunSession): readonly number[] | null {
  if (config.recipe.classWeights === 'none') return null;
  const training = photosOf(dataset, 'train');
  return balancedWeights(
    dataset.classes.map((_, index) => training.filter(({ classIndex }) => classIndex === index).length),
  );
}

/** Says what is worth knowing before the training starts. */
export function announceRun(session: RunSession, context: JobContext): void {
  const { dataset, backend } = session;
  const tell = (notice: Notice): void => {
    context.report({ kind: 'notice', notice });
  };
  tell({
    code: 'backend',
    backend: backend.name,
    device: backend.facts.device,
    precision: session.compute.precision,
  });
  if (backend.name === 'wasm' || backend.facts.webgpu?.software)
    tell({ code: 'slow-backend', backend: backend.name, remedy: 'thaw doctor' });
  if (photosOf(dataset, 'validation').length === 0) tell({ code: 'no-validation-part' });
  if (photosOf(dataset, 'test').length === 0) tell({ code: 'no-test-part' });
  const { startedFrom } = session.config;
  if (startedFrom)
    tell({
      code: 'started-from',
      run: startedFrom.run,
      taken: startedFrom.taken.length,
      anew: startedFrom.anew,
      seenPhotos: startedFrom.seenPhotos,
    });
  const weights = classWeightsOf(session);
  if (weights)
    tell({
      code: 'class-weights',
      weights: Object.fromEntries(dataset.classes.map((name, index) => [name, weights[index]!])),
    });
}
