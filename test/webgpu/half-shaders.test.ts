import { beforeAll, describe, expect, it } from 'vitest';
import { halfConvolutionShader } from '../../src/engine/backend/webgpu/kernels/half-convolution.ts';
import { halfPoolShader } from '../../src/engine/backend/webgpu/kernels/half-pool.ts';
import type { ErrorFilter, GpuDevice } from '../../src/engine/backend/webgpu/webgpu-parts.ts';

/**
 * The software GPU of the tests has no numbers of 16 bits. Dawn's backend that computes nothing has them: it checks shaders
 * as it does for any GPU. What they come to is tested by their packed form, which differs in the names of four lines.
 */
describe('shaders on half words', () => {
  let device: GpuDevice;
  beforeAll(async () => {
    const { create, globals } = (await import('webgpu')) as unknown as {
      create: (flags: readonly string[]) => {
        requestAdapter(): Promise<{ requestDevice(wish: object): Promise<GpuDevice> }>;
      };
      globals: object;
    };
    Object.assign(globalThis, globals);
    const adapter = await create(['backend=null']).requestAdapter();
    device = await adapter.requestDevice({ requiredFeatures: ['shader-f16'] });
  });

  const shaders = (['native', 'packed'] as const).flatMap((form) => [
    halfConvolutionShader(form),
    halfPoolShader(form),
  ]);

  async function refusal(label: string, code: string): Promise<string | null> {
    device.pushErrorScope('validation' satisfies ErrorFilter);
    const module = device.createShaderModule({ label, code });
    device.createComputePipeline({ label, layout: 'auto', compute: { module, entryPoint: 'main' } });
    return (await device.popErrorScope())?.message ?? null;
  }

  it.each(shaders)('$name is taken by Dawn', async ({ name, code }) => {
    expect(await refusal(name, code)).toBeNull();
  });

  it('one that mixes halves and floats is not', async () => {
    const { name, code } = halfPoolShader('native');
    const mixed = code.replace('narrow(largest)', 'largest');
    expect(mixed).not.toBe(code);
    expect(await refusal(name, mixed)).toContain('cannot assign');
  });
});
