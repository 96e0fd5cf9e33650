import * as tf from '@tensorflow/tfjs';
import { peakMemoryBytes } from '../../src/engine/training/stage-clock.ts';
import { openFrozenPass, photosPerPass } from '../../src/engine/models/frozen-pass.ts';
import { cachedLayers, planPhases } from '../../src/engine/training/plan-phases.ts';
import { openTwoPhase } from '../cached-features.ts';
import { openBackend } from '../../src/engine/backend/open-backend.ts';

/** What memory a process takes that opens TensorFlow and runs one tiny operation; with `graph`, one frozen pass too. */
if (process.argv[2] === 'graph') {
  const { backend, network, recipe, weights } = await openTwoPhase();
  const layers = cachedLayers(planPhases(network, recipe));
  const pass = await openFrozenPass(backend, network, weights, layers, 'fp32');
  await pass.run(new Uint8Array(photosPerPass * recipe.image.size ** 2 * 3), photosPerPass);
} else {
  await openBackend('tensorflow');
  tf.tidy(() => tf.add(1, 1).dataSync());
}
console.log(JSON.stringify({ peakMemoryBytes: peakMemoryBytes() }));
