import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import { classActivationMap } from '../../src/engine/explanation/class-activation-map.ts';
import { filterPattern } from '../../src/engine/explanation/filter-pattern.ts';
import {
  smallNetwork,
  smallSide,
  smallWeights,
} from '../../src/engine/explanation/fixtures/small-network.ts';
import { layerActivations } from '../../src/engine/explanation/layer-activations.ts';
import { makePicture } from '../../src/engine/export/comparison-pictures.ts';
import { preprocess } from '../../src/engine/models/forward.ts';
import { createParameters, disposeParameters } from '../../src/engine/models/parameters.ts';
import { hasSoftwareGpu, openSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';

const closeTo = 1e-3;
const network = smallNetwork();
const never = new AbortController().signal;

/** Class activation maps, each layer's activations, and two filters' patterns, by the backend that is open. */
async function explained(): Promise<ReadonlyMap<string, Float32Array>> {
  const parameters = createParameters(smallWeights(network));
  const pixels = tf.tensor4d(
    Int32Array.from(makePicture(1, smallSide)),
    [1, smallSide, smallSide, 3],
    'int32',
  );
  const input = preprocess(pixels, network.preprocessing);
  const found = new Map<string, Float32Array>();
  for (const classIndex of [0, 1]) {
    const { values } = await classActivationMap(network, parameters, { input, from: 0, classIndex });
    found.set(`map of class ${classIndex}`, values);
  }
  for (const [index, { name }] of network.layers.entries()) {
    const { values } = await layerActivations(network, parameters, input, index);
    // Places after a flat layer's last unit.
    found.set(
      `activations of ${name}`,
      values.filter((value) => !Number.isNaN(value)),
    );
  }
  const ascent = { index: 2, steps: 5, stepSize: 1, size: smallSide, seed: 0 };
  for (const filter of [0, 3]) {
    const pattern = await filterPattern(network, parameters, { ...ascent, filter }, { signal: never });
    found.set(`pattern of filter ${filter}`, pattern.values);
    found.set(`answers of filter ${filter}`, Float32Array.of(pattern.before, pattern.after));
  }
  tf.dispose([pixels, input]);
  disposeParameters(parameters);
  return found;
}

describe.skipIf(!hasSoftwareGpu)(`explanations on a GPU by WebGPU${skippedWithoutGpu}`, () => {
  it('are what a processor gives', async () => {
    await openBackend('wasm');
    const expected = await explained();
    await openSoftwareGpu();
    const found = await explained();
    expect([...found.keys()]).toEqual([...expected.keys()]);
    for (const [name, values] of expected) {
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
      expect(found.get(name), name).toHaveLength(values.length);
      values.forEach((value, at) => {
        expect(Math.abs(found.get(name)![at]! - value) / largest, `${name}, ${at}`).toBeLessThan(closeTo);
      });
    }
    expect(Math.max(...expected.get('map of class 0')!, ...expected.get('map of class 1')!)).toBeGreaterThan(
      0.5,
    );
  });
});
