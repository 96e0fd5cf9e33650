import { describe, expect, it } from 'vitest';
import {
  adapterName,
  adaptersOf,
  findAdapter,
  gpusToCompare,
  hasHalves,
  isSoftware,
  neededLimits,
  otherGpus,
  wantedFeatures,
} from './find-adapter.ts';
import type { Gpu, GpuAdapter } from './webgpu-parts.ts';

function adapter(info: Partial<GpuAdapter['info']>, limits: Partial<GpuAdapter['limits']> = {}): GpuAdapter {
  return {
    info: { vendor: '', architecture: '', device: '', description: '', ...info },
    limits: { ...neededLimits, ...limits },
    features: new Set(),
    requestDevice: () => Promise.reject(new Error('no device is needed here')),
  };
}

function offering(fast: GpuAdapter | null, frugal: GpuAdapter | null = fast): Gpu {
  return {
    requestAdapter: ({ powerPreference }) => Promise.resolve(powerPreference === 'low-power' ? frugal : fast),
  };
}

const halving: GpuAdapter = {
  ...adapter({ device: 'apple-m2' }),
  features: new Set(['shader-f16', 'subgroups']),
};
const radeon = adapter({ vendor: 'amd', architecture: 'rdna-3', device: 'radeon-rx-7600' });
const arc = adapter({ vendor: 'intel', architecture: 'xe-lpg' });
const swiftShader = adapter({
  vendor: 'google',
  device: 'swiftshader-device-subzero-',
  isFallbackAdapter: true,
});
const llvmpipe = adapter({ device: 'llvmpipe-llvm-15-0-6-256-bits-' });

const findIn = async (gpu: Gpu, wish: Parameters<typeof findAdapter>[1]): Promise<GpuAdapter> =>
  findAdapter(await adaptersOf(gpu), wish);
const othersIn = async (gpu: Gpu, taken: GpuAdapter): Promise<readonly string[]> =>
  otherGpus(await adaptersOf(gpu), taken);

describe('the GPU to compute on', () => {
  it('is asked for numbers of 16 bits where it has them, and for nothing else', () => {
    expect([hasHalves(halving), wantedFeatures(halving)]).toEqual([true, ['shader-f16']]);
    expect([hasHalves(radeon), wantedFeatures(radeon)]).toEqual([false, []]);
  });

  it('is the faster one of two', async () => {
    expect(await findIn(offering(radeon, arc), { software: false })).toBe(radeon);
  });

  it('is told with those beside it, once each', async () => {
    expect(await othersIn(offering(radeon, arc), radeon)).toEqual(['intel xe lpg']);
    expect(await othersIn(offering(radeon, arc), arc)).toEqual(['radeon rx 7600']);
    expect(await othersIn(offering(radeon), radeon)).toEqual([]);
    expect(await othersIn(offering(radeon, llvmpipe), radeon)).toEqual([]);
  });

  it('is the one that was named, of two', async () => {
    const both = offering(radeon, arc);
    expect(await findIn(both, { software: false, named: 'Intel' })).toBe(arc);
    expect(await findIn(both, { software: false, named: 'RX 7600' })).toBe(radeon);
    await expect(findIn(both, { software: false, named: 'geforce' })).rejects.toMatchObject({
      code: 'gpu-unavailable',
      facts: { reason: 'name', detail: 'geforce' },
    });
  });

  it('is one that is called just as was asked, before those whose name holds that', async () => {
    const [longer, just] = [adapter({ device: 'radeon-rx-7600-xt' }), radeon];
    expect(await findIn(offering(longer, just), { software: false, named: 'radeon rx 7600' })).toBe(just);
    expect(await findIn(offering(longer, just), { software: false, named: 'radeon' })).toBe(longer);
  });

  it('is compared with the real ones that are large enough, each once', async () => {
    const small = adapter({ device: 'old' }, { maxBufferSize: 1 });
    const compared = async (gpu: Gpu): Promise<readonly GpuAdapter[]> => gpusToCompare(await adaptersOf(gpu));
    expect(await compared(offering(radeon, arc))).toEqual([radeon, arc]);
    expect(await compared(offering(radeon, { ...radeon }))).toEqual([radeon]);
    expect(await compared(offering(small, arc))).toEqual([arc]);
    expect(await compared(offering(radeon, llvmpipe))).toEqual([radeon]);
    expect(await compared(offering(swiftShader))).toEqual([]);
  });

  it('is a real one, whatever comes first', async () => {
    expect(await findIn(offering(llvmpipe, arc), { software: true })).toBe(arc);
  });

  it.each([swiftShader, llvmpipe])('is no program, unless it may be: $info.device', async (program) => {
    expect(isSoftware(program)).toBe(true);
    await expect(findIn(offering(program), { software: false })).rejects.toMatchObject({
      code: 'gpu-unavailable',
      facts: { reason: 'software', detail: adapterName(program) },
    });
    expect(await findIn(offering(program), { software: true })).toBe(program);
  });

  it('may not be there', async () => {
    await expect(findIn(offering(null), { software: true })).rejects.toMatchObject({
      code: 'gpu-unavailable',
      facts: { reason: 'adapter' },
    });
  });

  it.each([
    ['maxComputeInvocationsPerWorkgroup', 128],
    ['maxStorageBufferBindingSize', 67_108_864],
  ] as const)('has the limits that are needed: not with %s of %i', async (limit, found) => {
    const small = adapter({ device: 'old-gpu' }, { [limit]: found });
    await expect(findIn(offering(small), { software: false })).rejects.toMatchObject({
      code: 'gpu-too-small',
      facts: { gpu: 'old gpu', limit, needed: neededLimits[limit], found },
    });
  });

  it('is called by its name, or by maker and family', () => {
    expect([radeon, arc, adapter({})].map(adapterName)).toEqual(['radeon rx 7600', 'intel xe lpg', 'GPU']);
  });
});
