import { describe, expect, it, vi } from 'vitest';
import type { BackendName } from '../../../shared/backends.ts';
import type { DeviceTiming } from '../../../shared/device-timing.ts';
import { chooseDevice, hasSeenEnough, openChosen, type OpenDevice } from './choose-device.ts';

const made = (
  name: BackendName,
  bf16: OpenDevice['facts']['bf16'] = 'none',
  device: string = name,
): OpenDevice => ({
  name,
  facts: { backend: name, device, tensorflowVersion: null, bf16, vector: [] },
});
const rates =
  (found: Readonly<Record<string, number>>) =>
  (devices: readonly OpenDevice[]): Promise<readonly DeviceTiming[]> =>
    Promise.resolve(
      devices.flatMap(({ name, facts: { device } }) =>
        found[device] === undefined ? [] : [{ backend: name, device, photosPerSecond: found[device] }],
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
    passedOver: [{ backend: 'webgpu', reason: 'webgpu: it failed while it was timed' }],
  });
  expect((await chooseDevice([tensorflow, webgpu], rates({}))).device).toBe(tensorflow);
});

describe('of two GPUs and a processor', () => {
  const [card, graphics] = [made('webgpu', 'none', 'radeon rx 7600'), made('webgpu', 'none', 'intel xe lpg')];
  const devices = [tensorflow, card, graphics] as const;
  const photos = (rate: number): string => `${rate}.0 photos/s through VGG16's first block`;

  it('takes the fastest, whichever the system calls so, and names each', async () => {
    const found = await chooseDevice(
      devices,
      rates({ tensorflow: 40, [card.facts.device]: 90, [graphics.facts.device]: 200 }),
    );
    expect(found.device).toBe(graphics);
    expect(found.passedOver).toEqual([
      { backend: 'tensorflow', reason: `${photos(40)}, intel xe lpg 200.0` },
      { backend: 'webgpu', reason: `radeon rx 7600: ${photos(90)}, intel xe lpg 200.0` },
    ]);
  });

  it('takes the processor where both lose, and says it of both', async () => {
    const found = await chooseDevice(devices, rates({ tensorflow: 40, [graphics.facts.device]: 20 }));
    expect(found.device).toBe(tensorflow);
    expect(found.passedOver).toEqual([
      { backend: 'webgpu', reason: 'radeon rx 7600: it failed while it was timed' },
      { backend: 'webgpu', reason: `intel xe lpg: ${photos(20)}, tensorflow 40.0` },
    ]);
  });

  it('opens the one that was taken, and the next best where that one does not open', async () => {
    const time = rates({ tensorflow: 40, [card.facts.device]: 90, [graphics.facts.device]: 200 });
    const open = vi.fn(({ facts }: OpenDevice) =>
      facts.device === 'intel xe lpg' ? Promise.reject(new Error('no device')) : Promise.resolve(),
    );
    const failed = vi.fn();
    expect((await openChosen(devices, time, open, failed)).device).toBe(card);
    expect(open.mock.calls.map(([{ facts }]) => facts.device)).toEqual(['intel xe lpg', 'radeon rx 7600']);
    expect(failed).toHaveBeenCalledExactlyOnceWith(graphics, new Error('no device'));
  });

  it('opens also the last that is left, in whose place another one was tried', async () => {
    const time = rates({ [card.facts.device]: 90, [graphics.facts.device]: 200 });
    const open = vi.fn().mockRejectedValueOnce(new Error('no device')).mockResolvedValue(undefined);
    expect((await openChosen([card, graphics], time, open, vi.fn())).device).toBe(card);
    expect(open.mock.calls).toEqual([[graphics], [card]]);
    const failed = vi.fn();
    open.mockRejectedValue(new Error('none'));
    await expect(openChosen([card, graphics], time, open, failed)).rejects.toThrow('none');
    expect(failed.mock.calls.map(([device]) => device as OpenDevice)).toEqual([graphics, card]);
  });
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
