import { randomUUID } from 'node:crypto';
import { rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { inChannelOrder } from '../../shared/centring.ts';
import type { MeanImage, NetworkSpec, Preprocessing } from '../../shared/network.ts';
import { schemaVersion, type ModelFile, type OpenedFile } from '../../shared/run-files.ts';
import { featureLayer } from '../likeness/feature-layer.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { saveMeanImage } from '../models/mean-image-file.ts';
import { modelFolder, openModel, saveFamiliarity, saveModel } from '../models/model-folder.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { writeJsonAtomically } from '../storage/write-atomically.ts';
import { runPaths } from '../training/run-folder.ts';
import type { BesideExport } from './beside-export.ts';

interface OpenedModel {
  readonly file: Pick<ModelFile, 'classes' | 'image' | 'network'>;
  readonly preprocessing: Preprocessing;
  readonly weights: TensorMap;
}

/**
 * Writes the run's folder, whole or not at all: made beside its place and renamed. A mean image comes along, and of
 * Thaw's own export the rule for "none of these". Throws `permission-denied`, `disk-full`.
 */
export async function writeOpenedRun(
  run: string,
  opened: OpenedFile,
  { file, preprocessing, weights }: OpenedModel,
  beside: BesideExport | null,
): Promise<void> {
  const aside = join(dirname(run), `.${basename(run)}-${randomUUID()}`);
  try {
    const folder = modelFolder(aside);
    const { meanImage } = preprocessing;
    const centring = meanImage ? { centring: await keepMeanImage(folder, meanImage, preprocessing) } : {};
    await saveModel(folder, { ...file, ...centring, ...confidenceRule(beside) }, weights);
    await keepFamiliarity(aside, file, beside);
    await writeJsonAtomically(runPaths(aside).about, { schemaVersion, name: nameOf(opened), notes: '' });
    await writeJsonAtomically(runPaths(aside).opened, opened);
    // An empty folder may lie there; not every system renames over it.
    await rmdir(run).catch(() => undefined);
    await rename(aside, run);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw asStorageError(error, run, 'write');
  }
}

/** The file's name, or its folder's where every such file has that name. */
function nameOf({ file: { path } }: OpenedFile): string {
  const name = basename(path, extname(path));
  return /^(model|keras_model)$/.test(name) ? basename(dirname(path)) : name;
}

async function keepMeanImage(
  folder: string,
  { size, values }: MeanImage,
  { channelOrder, mean }: Preprocessing,
): Promise<NonNullable<ModelFile['centring']>> {
  const [red = 0, green = red, blue = red] = inRgb(Float64Array.from(mean), channelOrder);
  const sha256 = await saveMeanImage(folder, inRgb(values, channelOrder), size);
  return { kind: 'mean-image', mean: [red, green, blue], sha256 };
}

/** A grey as the colour that has this grey. */
function inRgb<Values extends Float32Array | Float64Array>(
  values: Values,
  order: Preprocessing['channelOrder'],
): Values {
  if (order !== 'grey') return inChannelOrder(values, order);
  const colours = new (values.constructor as new (length: number) => Values)(values.length * 3);
  values.forEach((value, place) => colours.fill(value, 3 * place, 3 * place + 3));
  return colours;
}

/** Where a look at other photos does not belong to the rule. */
function confidenceRule(beside: BesideExport | null): Pick<ModelFile, 'acceptance'> {
  const { leastConfidence, familiarity } = beside?.portable.labels ?? {};
  if (leastConfidence === undefined || familiarity) return {};
  return { acceptance: { confidence: leastConfidence, familiarity: null } };
}

async function keepFamiliarity(
  run: string,
  model: OpenedModel['file'],
  beside: BesideExport | null,
): Promise<void> {
  const { labels, known } = beside?.portable ?? {};
  if (!labels?.familiarity || !known) return;
  const { least, layer, neighbour } = labels.familiarity;
  const network: NetworkSpec = describeNetwork(model.network, model.image, model.classes.length);
  if (featureLayer(network).name !== layer) return;
  const { file } = await openModel(run);
  const photos = { features: known.values, channels: known.shape[1]!, neighbours: neighbour };
  const rule = { confidence: labels.leastConfidence ?? 0, familiarity: least };
  await saveFamiliarity(modelFolder(run), file, photos, rule);
}
