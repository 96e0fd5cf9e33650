import { expect, it } from 'vitest';
import { leftGpuText } from './left-gpu-text.ts';

it('says in both languages why a job goes on without its GPU, and that nothing is lost', () => {
  expect(leftGpuText({ gpu: 'arc a770', reason: 'lost' }, 'en')).toBe(
    'The GPU (arc a770) stopped computing. The work goes on on the processor, and nothing of it is lost; it is slower there.',
  );
  expect(leftGpuText({ gpu: 'arc a770', reason: 'memory' }, 'zh-CN')).toBe(
    'GPU（arc a770）内存不足，即使每次只算一张照片。工作改在处理器上继续，没有丢失任何内容，速度较慢。',
  );
});
