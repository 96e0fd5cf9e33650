import { expect, it, vi } from 'vitest';
import type { BackendName } from '../../../shared/backends.ts';
import type { DeviceTiming } from '../../../shared/device-timing.ts';
import { chooseDevice, hasSeenEnough, type OpenDevice } from './choose-device.ts';

const made = (name: BackendName, bf16: OpenDevice['facts']['bf16'] = 'none'): OpenDevice => ({
  name,
  facts: { backend: name, device: name, tensorflowVersion: null, bf16, vector: [] },
});
const rates =
  (found: Partial<Record<BackendName, number>>) =>
  (devices: readonly OpenDevice[]): Promise<readonly DeviceTiming[]> =>
    Promise.resolve(
      devices.flatMap(({ name }) =>
        found[name] === undefined ? [] : [{ backend: name, device: name, photosPerSecond: found[name] }],
      ),
    );
const [tensorflow, webgpu, wasm] = [made('tensorflow'), made('webgpu'), made('wasm')];

it('times nothing where one device alone opens', async () => {
  const time = vi.fn(rates({}));
  expect(await chooseDevice([tensorflow], time)).toEqual({ device: tensorflow, timings: [], passedOver: [] });
  expect(time).not.toHaveBeenCalled();
});

it('takes a GPU that is faster, and says by how much', async () => {
  const { device, timings, passedOver } = await chooseDevice(
    [tensorflow, webgpu],
    rates({ tensorflow: 40, webgpu: 200 }),
  );
  expect(device).toBe(webgpu);
  expect(timings).toHaveLength(2);
  expect(passedOver).toEqual([
    { backend: 'tensorflow', reason: expect.stringContaining('webgpu 200.0') as string },
  ]);
});

it('leaves an integrated GPU that loses, also to WebAssembly', async () => {
  expect((await chooseDevice([tensorflow, webgpu], rates({ tensorflow: 40, webgpu: 20 }))).device).toBe(
    tensorflow,
  );
  expect((await chooseDevice([webgpu, wasm], rates({ webgpu: 2, wasm: 9 }))).device).toBe(wasm);
});

it('passes over what fails while it is timed; the first stays where all do', async () => {
  expect(await chooseDevice([tensorflow, webgpu], rates({ tensorflow: 40 }))).toMatchObject({
    device: tensorflow,
    passedOver: [{ backend: 'webgpu', reason: 'it failed while it was timed' }],
  });
  expect((await chooseDevice([tensorflow, webgpu], rates({}))).device).toBe(tensorflow);
});

it.each([
  ['CUDA', [made('tensorflow', 'gpu')], 'tensorflow', true],
  ['a processor alone', [tensorflow], 'tensorflow', false],
  ['a processor and a GPU', [tensorflow, webgpu], 'webgpu', true],
  ['a processor where there is no GPU', [tensorflow], 'webgpu', true],
  ['a GPU alone', [webgpu], 'webgpu', false],
] as const)('looks no further than it must: %s', (_, devices, tried, expected) => {
  expect(hasSeenEnough(devices, tried)).toBe(expected);
});
