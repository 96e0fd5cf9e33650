import { call } from '../kills/killed-call.ts';
import type { TroubleBench } from './trouble-bench.ts';

const trouble = 'no GPU';

/** A GPU that was asked for is not there; nobody asked for one. One that fails while it computes: test/webgpu/failing-device.test.ts. */
export async function withoutGpu(bench: TroubleBench): Promise<void> {
  const environment = { THAW_WEBGPU: 'none', CUDA_VISIBLE_DEVICES: '' };
  const place = { ...bench.place, environment };
  const line = [
    'train',
    bench.photos,
    '--out',
    bench.fresh('run'),
    ...bench.settings,
    '--set',
    'backend=webgpu',
  ];
  bench.note({ trouble, when: 'asked for, training', codes: ['gpu-unavailable'] }, await call(place, line));
  await bench.train({ trouble, when: 'not asked for, training', codes: ['none'], place });
}
