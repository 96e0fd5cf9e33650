import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { splitFileName } from '../../engine/dataset/read-split-file.ts';
import type { NetworkTable, RecipeCard } from '../../shared/app/recipe-view.ts';
import type { ReadyCheck, TrainingPlanView } from '../../shared/app/run-view.ts';
import type { DeviceView } from '../../shared/app/work-view.ts';
import type { SpeedResult } from '../../shared/job-results/training-results.ts';
import type { Recipe } from '../../shared/recipe.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { PlanFolds } from '../photos/project-folds.ts';
import type { Project } from '../projects/project.ts';
import { watchedValue } from '../watch/watched-value.ts';
import { checkData, type DataPlan, type ReadSplit } from './check-data.ts';
import { checkDevice, deviceName } from './check-device.ts';
import { checkStart } from './check-start.ts';
import { secondsOfFolds } from './folds-plan.ts';
import type { StartJob } from './last-result.ts';
import { networkTable } from './network-table.ts';
import { noNetwork, planNetwork, planSpace } from './plan-view.ts';
import { recipeGallery, recipeInGallery } from './recipe-gallery.ts';
import { recipeOfSettings } from '../../shared/recipes/recipe-of-settings.ts';
import { createSpeedMeasurer } from './speed-measurer.ts';
import type { Speeds } from './speeds.ts';
import { createWeightsKeeper } from './weights-keeper.ts';

export interface TrainingPlansParts {
  readonly startJob: StartJob;
  readonly speeds: Speeds;
  readonly watchDevice: (signal: AbortSignal) => AsyncIterable<DeviceView>;
  readonly readSplit: ReadSplit;
  readonly planFolds: PlanFolds;
  /** Nothing is measured then. */
  readonly isTraining: () => boolean;
}

/** What the next run of a project would be, and whether it can begin. */
export interface TrainingPlans {
  /** At once, and after every change of the settings, the split, the device, the weights or the measured speeds. */
  watch(project: Project, signal: AbortSignal): AsyncIterable<TrainingPlanView>;
  /** Every recipe as it would run on a project's photos. Waits for the device to be known. */
  gallery(project: Project): Promise<readonly RecipeCard[]>;
  /** The layers of this recipe. Throws `image-size-too-small`, `unknown-recipe`. */
  network(project: Project, recipe: string): Promise<NetworkTable>;
  /** Takes a base's weights from a folder. Throws what WeightsKeeper.takeFrom throws. */
  takeWeights(base: string, folder: string): Promise<void>;
  /** Waits for the device to be known. */
  readyChecks(project: Project): Promise<readonly ReadyCheck[]>;
  /** The device's name; null where there is none. */
  deviceNow(): Promise<string | null>;
  /** Ends a measurement: a training begins. */
  makeWay(): void;
  close(): void;
}

/** What a plan is made of, without what takes long to look at. */
interface Sketch {
  readonly recipe: Recipe;
  readonly device: DeviceView;
  readonly weights: Extract<ReadyCheck, { kind: 'weights' }> | null;
  readonly speeds: SpeedResult | null;
  /** Equal sketches of equal splits give equal plans. */
  readonly signature: string;
}

export function createTrainingPlans(parts: TrainingPlansParts): TrainingPlans {
  const { startJob, speeds, watchDevice, readSplit, planFolds, isTraining } = parts;
  const changes = watchedValue(0);
  const bump = (): void => {
    changes.set(changes.value + 1);
  };
  const weights = createWeightsKeeper(startJob, bump);
  const measurer = createSpeedMeasurer({ startJob, speeds, isTraining, changed: bump });

  const sketch = async (project: Project, device: DeviceView): Promise<Sketch> => {
    const recipe = recipeOfSettings(project.file.settings);
    const base = recipe.network.kind === 'base' ? recipe.network.base : null;
    const check = base === null ? null : await weights.check(base);
    const known = device.kind === 'found' ? await speeds.of(deviceName(device.facts), recipe) : null;
    const split = await stat(join(project.folder, splitFileName)).catch(() => null);
    const { source, settings } = project.file;
    const seen = [
      recipe,
      settings.folds,
      settings.startFrom,
      device,
      check,
      known,
      split?.mtimeMs,
      split?.size,
      source.folder,
    ];
    return { recipe, device, weights: check, speeds: known, signature: JSON.stringify(seen) };
  };
  const draw = async (
    project: Project,
    { recipe, device, weights: check, speeds: known }: Sketch,
  ): Promise<{ readonly plan: TrainingPlanView; readonly data: DataPlan }> => {
    const data = await checkData(project, readSplit, planFolds);
    const { folds } = data;
    const { startFrom, folds: numFolds } = project.file.settings;
    const start =
      startFrom !== null && numFolds === null && data.split
        ? await checkStart(project, startFrom, recipe, data.split.classes)
        : null;
    const others = [start, check, checkDevice(device, recipe)];
    try {
      const cached = folds?.cached ?? data.split;
      const space = data.check.ok && cached ? await planSpace(recipe, cached, known) : null;
      const missing = space?.missing ?? 1;
      const network = planNetwork(recipe, data.split, known, missing);
      const seconds = folds && known ? secondsOfFolds(recipe, folds, known, missing) : network.seconds;
      const checks = present([data.check, ...others, space?.check ?? null]);
      return { data, plan: { ...network, seconds, checks } };
    } catch (error) {
      // Settings that no network can be made of, such as pictures that are too small: said with the data.
      const refused = { ...data.check, ok: false, error: asThawError(error).toPlain() };
      return {
        data: { check: refused, split: null, folds: null },
        plan: { ...noNetwork(recipe), checks: present([refused, ...others]) },
      };
    }
  };

  return {
    async *watch(project, signal) {
      let device: DeviceView = { kind: 'looking' };
      const ended = new AbortController();
      const either = AbortSignal.any([signal, ended.signal]);
      void (async () => {
        for await (const view of watchDevice(either)) {
          device = view;
          bump();
        }
      })();
      const unsubscribe = project.subscribe(bump);
      weights.tryAgain();
      try {
        let told = '';
        let shown = '';
        const changed = changes.watch(signal);
        while (!(await changed.next()).done) {
          const drawn = await sketch(project, device);
          if (drawn.signature === told) continue;
          const { plan, data } = await draw(project, drawn);
          // The split's file follows the photos: what is missing is looked at anew after every change.
          told = data.check.ok ? drawn.signature : '';
          const content = JSON.stringify(plan);
          if (content !== shown) yield plan;
          shown = content;
          if (drawn.speeds || drawn.device.kind !== 'found' || !data.split) continue;
          const computes = plan.checks.every((check) => check.kind !== 'device' || check.ok);
          const name = deviceName(drawn.device.facts);
          if (computes) measurer.soon(name, drawn.recipe, data.split.classes.length);
        }
      } finally {
        unsubscribe();
        ended.abort();
        measurer.notNow();
      }
    },
    async gallery(project) {
      const device = await found(watchDevice);
      const { split } = await checkData(project, readSplit, planFolds);
      return recipeGallery({
        settings: project.file.settings,
        split,
        speedsOf: async (recipe) =>
          device.kind === 'found' ? speeds.of(deviceName(device.facts), recipe) : null,
      });
    },
    async network(project, name) {
      const { split } = await checkData(project, readSplit, planFolds);
      return networkTable(recipeInGallery(project.file.settings, name), split?.classes.length ?? 2);
    },
    takeWeights: (base, folder) => weights.takeFrom(base, folder),
    async readyChecks(project) {
      const device = await found(watchDevice);
      return (await draw(project, await sketch(project, device))).plan.checks;
    },
    async deviceNow() {
      const device = await found(watchDevice);
      return device.kind === 'found' ? deviceName(device.facts) : null;
    },
    makeWay() {
      measurer.stop();
    },
    close() {
      measurer.stop();
      weights.close();
    },
  };
}

function present(checks: readonly (ReadyCheck | null)[]): readonly ReadyCheck[] {
  return checks.filter((check) => check !== null);
}

/** The device once it is no longer looked for. */
async function found(watchDevice: TrainingPlansParts['watchDevice']): Promise<DeviceView> {
  const ended = new AbortController();
  let latest: DeviceView = { kind: 'looking' };
  try {
    for await (const view of watchDevice(ended.signal)) {
      latest = view;
      if (view.kind !== 'looking') break;
    }
  } finally {
    ended.abort();
  }
  return latest;
}
