import { describeNetwork } from '../src/engine/models/describe-network.ts';
import { photosPerPass } from '../src/engine/models/frozen-pass.ts';
import { initialiseWeights } from '../src/engine/models/initialise-weights.ts';
import { createOptimizer } from '../src/engine/training/optimizers/create-optimizer.ts';
import { recipeByName } from '../src/shared/recipes/catalogue.ts';
import {
  countPass,
  countStep,
  keepTfjsKernels,
  openCountedGpu,
  withTfjsKernels,
} from '../test/webgpu/work/count-work.ts';
import { writeGpuSection } from './gpu/gpu-page.ts';
import { leastOfPass, leastOfStep } from './gpu/least-work.ts';
import { publishedGpus } from './gpu/published-gpus.ts';
import { tuningBatch, tuningOptions } from '../test/webgpu/work/tuning-step.ts';
import { boundBytes, kernelsTable, rooflineTable, totalsTable, type CountedWays } from './gpu/work-tables.ts';

/** What one step of fine-tuning and one frozen batch ask of a GPU, counted, against the least possible. */
const [size, photos] = [150, 32];
const layer = 'block4_pool';
const kept = await keepTfjsKernels();
const backend = await openCountedGpu();

const options = tuningOptions(size);
const batch = tuningBatch(options, photos, 0);
const { slotNames } = createOptimizer(options.optimizer);
const leastStep = leastOfStep(options, batch, slotNames.length);
const steps: CountedWays = new Map([
  ["tfjs's own kernels", await withTfjsKernels(kept, () => countStep(options, batch, 'tfjs'))],
  ['Thaw', await countStep(options, batch)],
]);

const penalised = await countStep({ ...options, penalty: { l2: 5e-4, l2Biases: false } }, batch);

const recipe = recipeByName('two-phase');
const network = describeNetwork(recipe.network, recipe.image, 2);
const weights = initialiseWeights(network, 1);
const to = 1 + network.layers.findIndex(({ name }) => name === layer);
const leastPass = leastOfPass(network, weights, to, photosPerPass);
const countLayers = () => countPass(backend, network, weights, layer);
const passes: CountedWays = new Map([
  ["tfjs's own kernels", await withTfjsKernels(kept, countLayers)],
  ['Thaw', await countLayers()],
  ['Thaw, fp16', await countPass(backend, network, weights, layer, 'fp16')],
]);

const gigaflop = (flop: number): string => (flop / 1e9).toFixed(1);
await writeGpuSection(
  'step',
  `VGG16 at ${size} px, ${photos} photos, the second phase of \`two-phase\`: from half words of ${layer} through the last block and the head, back, and ${options.optimizer.kind}'s update. ${gigaflop(leastStep.flop)} GFLOP.

${totalsTable(steps, batch.inputs.byteLength, leastStep)}

${kernelsTable(steps)}

With a penalty on the squares of its kernels (L2) Thaw's step takes ${penalised.dispatches} dispatches: one a kernel, and one that adds up.`,
);
await writeGpuSection(
  'pass',
  `VGG16 at ${size} px, ${photosPerPass} photos up to ${layer}. ${gigaflop(leastPass.flop)} GFLOP.

${totalsTable(passes, photosPerPass * size * size * 3, leastPass)}

${kernelsTable(passes)}

In fp16 all between the layers, and the weights, are half words, and sums are of 32 bits: half the memory for as many FLOP, so that the estimates below stand for GPUs that add 16 bits no faster than 32. It is taken for features in the cache, where the adapter has shader-f16 and a timing at the start finds it faster. The least possible is that of fp32.`,
);
const worksOf = (
  name: string,
  { flop, bytes }: { readonly flop: number; readonly bytes: number },
  ways: CountedWays,
): [string, { flop: number; bytes: number }][] => [
  ...[...ways].map(([way, work]): [string, { flop: number; bytes: number }] => [
    `${name}, ${way}`,
    { flop, bytes: boundBytes(work) },
  ]),
  [`${name}, least possible`, { flop, bytes }],
];
await writeGpuSection(
  'roofline',
  `No faster than this, by what the makers say of their GPUs: the first number where arithmetic and memory overlap wholly, the second where they do not. Real kernels reach a part of the arithmetic, and each dispatch adds some microseconds.

${rooflineTable(publishedGpus, new Map([...worksOf('step', leastStep, steps), ...worksOf('pass', leastPass, passes)]))}

Sources: ${publishedGpus.map(({ name, source }) => `${name}: ${source}`).join('. ')}.`,
);
process.exit();
