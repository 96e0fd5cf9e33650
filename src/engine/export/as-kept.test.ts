import { expect, it } from 'vitest';
import { madeModel, smallConvnet } from '../../../test/made-model.ts';
import { asKept } from './as-kept.ts';
import { withProbabilityAClass } from './with-probability-a-class.ts';

const model = madeModel({ network: smallConvnet, size: 96, classes: ['cats', 'dogs'], boldness: 1 });

it('is the model itself in float32, and within half a unit of the last place in float16', () => {
  expect(asKept(model, 'float32')).toBe(model);
  const kept = asKept(model, 'float16');
  for (const [name, { values }] of model.weights)
    kept.weights.get(name)!.values.forEach((value, place) => {
      const exact = values[place]!;
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(Math.max(2 ** -25, Math.abs(exact) * 2 ** -11));
    });
});

it('refuses what half precision cannot hold, by name', () => {
  const weights = new Map(model.weights).set('big/kernel', {
    shape: [2],
    values: Float32Array.of(1, -70_000),
  });
  expect(() => asKept({ ...model, weights }, 'float16')).toThrow(
    expect.objectContaining({
      code: 'weight-beyond-half',
      facts: { weight: 'big/kernel', value: -70_000 },
    }) as Error,
  );
});

it('has a zero beside every weight of a sigmoid unit, which a softmax makes 1 - p and p of', () => {
  const { network, weights } = withProbabilityAClass(model);
  const last = network.layers.at(-1)!;
  expect(last).toMatchObject({ units: 2, activation: 'softmax' });
  const { shape, values } = weights.get(`${last.name}/kernel`)!;
  const own = model.weights.get(`${last.name}/kernel`)!;
  expect(shape).toEqual([own.shape[0], 2]);
  expect([...values].filter((_, place) => place % 2 === 1)).toEqual([...own.values]);
  expect(values.every((value, place) => place % 2 === 1 || value === 0)).toBe(true);
});

it('leaves a softmax as it is', () => {
  const three = madeModel({ network: smallConvnet, size: 96, classes: ['a', 'b', 'c'], boldness: 1 });
  expect(withProbabilityAClass(three)).toEqual({ network: three.network, weights: three.weights });
});
