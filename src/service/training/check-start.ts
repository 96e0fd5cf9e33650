import { existsSync } from 'node:fs';
import { describeNetwork } from '../../engine/models/describe-network.ts';
import { layerShapes } from '../../engine/models/layer-shapes.ts';
import { modelFolder } from '../../engine/models/model-folder.ts';
import { readOpenedModel } from '../../engine/training/read-opened-model.ts';
import { readRunFile, runPaths } from '../../engine/training/run-folder.ts';
import { layersTaken, type WeightShapes } from '../../engine/training/starting-point.ts';
import type { ReadyCheck } from '../../shared/app/run-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { Recipe } from '../../shared/recipe.ts';
import { runConfigSchema } from '../../shared/run-files.ts';
import type { Project } from '../projects/project.ts';
import { runFolderOf } from '../runs/run-folder-of.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';

/**
 * What a run would begin with of another one's weights: worked out from both networks' shapes, without reading a weight.
 * Never throws.
 */
export async function checkStart(
  project: Pick<Project, 'runsFolder'>,
  run: string,
  recipe: Recipe,
  classes: readonly string[],
): Promise<Extract<ReadyCheck, { kind: 'start' }>> {
  try {
    const start = runFolderOf(project, run);
    const trained = await readRunFile(start, runPaths(start).config, runConfigSchema);
    const opened = trained ? null : await readOpenedModel(start);
    const model = trained ? { ...trained.recipe, classes: trained.classes } : opened;
    if (!model) throw new ThawError('run-not-found', { run: start });
    if (!existsSync(modelFolder(start))) throw new ThawError('run-has-no-model', { run: start });
    const before = shapesOf(model, model.classes.length);
    const { taken, anew } = layersTaken(
      shapesOf(recipe, classes.length),
      { run: start, classes: model.classes, shapes: before },
      classes,
    );
    return { kind: 'start', ok: true, taken: taken.length, anew: [...anew], error: null };
  } catch (error) {
    return { kind: 'start', ok: false, taken: 0, anew: [], error: asThawError(error).toPlain() };
  }
}

function shapesOf({ network, image }: Pick<Recipe, 'network' | 'image'>, numClasses: number): WeightShapes {
  return new Map(
    layerShapes(describeNetwork(network, image, numClasses)).flatMap(({ name, weights }) =>
      weights.map(({ part, shape }) => [`${name}/${part}`, shape] as const),
    ),
  );
}
