import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classNames, readLabelsFile } from './class-names.ts';
import { sortClasses } from './sort-classes.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-labels-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function labels(text: string, name = 'given.json'): Promise<readonly string[]> {
  const file = join(folder, name);
  await writeFile(file, text);
  return readLabelsFile(file);
}

describe('names of classes', () => {
  it.each([
    ['["cats", "dogs"]'],
    ['{"schemaVersion": 1, "classes": ["cats", "dogs"]}'],
    ['{"labels": ["cats", "dogs"], "modelName": "pets"}'],
    ['{"dogs": 1, "cats": 0}'],
    ['{"1": "dogs", "0": "cats"}'],
    ['0 cats\n1 dogs\n'],
    ['cats\r\ndogs\r\n'],
  ])('are read from %s', async (text) => {
    expect(await labels(text)).toEqual(['cats', 'dogs']);
  });

  it.each(['{"cats": 0, "dogs": 2}', '{"cats": "x"}', '[1, 2]', '{', '', '{"classes": {"a": []}}'])(
    'are not made up from %s',
    async (text) => {
      await expect(labels(text)).rejects.toMatchObject({ code: 'labels-file-damaged' });
    },
  );

  it('fit the outputs, and are asked for where nobody names them', async () => {
    const file = join(folder, 'alone', 'model.h5');
    const given = (names: readonly string[]) => classNames(file, 2, { names, source: null });
    expect(await given(['b', 'a'])).toEqual(['b', 'a']);
    for (const names of [['a'], ['a', 'a'], ['a', ''], ['a', 'b', 'c']])
      await expect(given(names)).rejects.toMatchObject({ code: 'model-classes-unfit' });
    await expect(classNames(file, 2, null)).rejects.toMatchObject({
      code: 'model-classes-unknown',
      facts: { count: 2 },
    });
  });
});

describe('sortClasses', () => {
  const last = (units: number) => ({
    layers: [{ kind: 'dense', name: 'd', units, activation: 'softmax' } as const],
  });

  it('takes each softmax unit along with its class', () => {
    const weights = new Map([
      ['d/kernel', { shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) }],
      ['d/bias', { shape: [3], values: Float32Array.of(7, 8, 9) }],
    ]);
    const sorted = sortClasses(['c', 'a', 'b'], last(3), weights);
    expect(sorted.classes).toEqual(['a', 'b', 'c']);
    expect([...sorted.weights.get('d/kernel')!.values]).toEqual([2, 3, 1, 5, 6, 4]);
    expect([...sorted.weights.get('d/bias')!.values]).toEqual([8, 9, 7]);
  });

  it('turns a sigmoid unit around', () => {
    const weights = new Map([
      ['d/kernel', { shape: [2, 1], values: Float32Array.of(1, -2) }],
      ['d/bias', { shape: [1], values: Float32Array.of(3) }],
    ]);
    const { weights: turned } = sortClasses(['dogs', 'cats'], last(1), weights);
    expect([...turned.get('d/kernel')!.values, ...turned.get('d/bias')!.values]).toEqual([-1, 2, -3]);
    expect(sortClasses(['cats', 'dogs'], last(1), weights).weights).toBe(weights);
  });
});
