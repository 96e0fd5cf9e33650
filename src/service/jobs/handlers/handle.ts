import type { JobContext } from '../../../engine/job/job-context.ts';
import type { JobMessage } from '../../../shared/job-asks.ts';
import type { JobRequest } from '../../../shared/job-requests.ts';
import { assertNever } from '../../../shared/assert-never.ts';

/**
 * Does what a request asks for. Each handler is loaded when it is needed, so that reading a folder does not load
 * TensorFlow. `said`: what the parent says to a job that listens. Throws what the engine throws.
 */
export async function handle(
  request: JobRequest,
  context: JobContext,
  said: AsyncIterable<JobMessage>,
): Promise<unknown> {
  switch (request.job) {
    case 'scan':
      return (await import('./scan.ts')).scan(request, context);
    case 'check':
      return (await import('./check.ts')).check(request, context);
    case 'find-groups':
      return (await import('./find-groups.ts')).findGroups(request, context);
    case 'check-labels':
      return (await import('./check-labels.ts')).checkLabels(request, context);
    case 'find-twins':
      return (await import('./find-twins.ts')).findTwins(request, context);
    case 'index-photos':
      return (await import('./index-photos.ts')).indexPhotos(request, context);
    case 'unpack-zip':
      return (await import('./unpack-zip.ts')).unpack(request, context);
    case 'pack-project':
      return (await import('../../projects/packing/pack-project.ts')).packProject(request, context);
    case 'take-run':
      return (await import('../../projects/packing/take-run.ts')).takeRun(request, context);
    case 'unpack-project':
      return (await import('../../projects/packing/unpack-project.ts')).unpackProject(request, context);
    case 'unpack-idx':
      return (await import('./unpack-idx.ts')).unpack(request, context);
    case 'write-split':
      return (await import('./write-split.ts')).writeSplit(request, context);
    case 'split':
      return (await import('./split.ts')).split(request, context);
    case 'write-folds':
      return (await import('./write-folds.ts')).writeAllFolds(request, context);
    case 'undo-split':
      return (await import('./undo-split.ts')).undo(request, context);
    case 'train':
      return (await import('./train.ts')).train(request, context);
    case 'find-rate':
      return (await import('./find-rate.ts')).findRate(request, context);
    case 'resume':
      return (await import('./resume.ts')).resume(request, context);
    case 'test-methods':
      return (await import('./test-methods.ts')).testMethods(request, context);
    case 'evaluate':
      return (await import('./evaluate.ts')).evaluate(request, context);
    case 'predict':
      return (await import('./predict.ts')).predict(request, context);
    case 'draw-heat':
      return (await import('./draw-heat.ts')).drawHeat(request, context);
    case 'list-layers':
      return (await import('./list-layers.ts')).listLayers(request);
    case 'draw-activations':
      return (await import('./draw-activations.ts')).drawSheet(request, context);
    case 'draw-filters':
      return (await import('./draw-filters.ts')).drawPatterns(request, context);
    case 'similar':
      return (await import('./similar.ts')).similar(request, context);
    case 'map-photos':
      return (await import('./map-photos.ts')).mapPhotos(request, context);
    case 'export':
      return (await import('./export.ts')).exportModel(request, context);
    case 'import-model':
      return (await import('./import-model.ts')).openForeignModel(request, context);
    case 'report':
      return (await import('./report.ts')).report(request, context);
    case 'open-model':
      return (await import('./open-model.ts')).openModel(request, context, said);
    case 'list-weights':
      return (await import('./list-weights.ts')).listAllWeights();
    case 'fetch-weights':
      return (await import('./fetch-weights.ts')).fetchWeights(request, context);
    case 'import-weights':
      return (await import('./import-weights.ts')).importBaseWeights(request, context);
    case 'provide-sample':
      return (await import('./provide-sample.ts')).sample(request, context);
    case 'measure-speed':
      return (await import('./measure-speed.ts')).measureSpeed(request, context);
    case 'set-up-runtime':
      return (await import('./set-up-runtime.ts')).setUpRuntime(context);
    case 'probe-backend':
      return (await import('./probe-backend.ts')).probeBackend(request);
    default:
      return assertNever(request);
  }
}
