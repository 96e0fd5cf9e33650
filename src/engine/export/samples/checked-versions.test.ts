import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { packageVersion } from '../package-version.ts';
import { checkedVersions } from './checked-versions.ts';

const root = new URL('../../../../', import.meta.url);

it('are those that the tests run with', () => {
  expect(packageVersion('@tensorflow/tfjs')).toBe(checkedVersions['TensorFlow.js']);
  expect(packageVersion('sharp')).toBe(checkedVersions.sharp);
  const { dependencies, optionalDependencies } = JSON.parse(
    readFileSync(new URL('package.json', root), 'utf8'),
  ) as {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly optionalDependencies: Readonly<Record<string, string>>;
  };
  expect(optionalDependencies['onnxruntime-node']).toBe(checkedVersions['onnxruntime-node']);
  expect(dependencies['onnxruntime-web']).toBe(checkedVersions['onnxruntime-web']);
  const pinned = readFileSync(new URL('scripts/testing/python-requirements.txt', root), 'utf8').toLowerCase();
  for (const [name, version] of [
    ['keras', checkedVersions.Keras],
    ['tensorflow', checkedVersions.TensorFlow],
    ['onnxruntime', checkedVersions.onnxruntime],
    ['pillow', checkedVersions.Pillow],
  ] as const)
    expect(pinned).toContain(`${name}==${version}`);
});
