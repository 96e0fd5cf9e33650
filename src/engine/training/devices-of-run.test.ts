import { expect, it } from 'vitest';
import { devicesSchema } from './devices-of-run.ts';

const [card, processor] = [
  { backend: 'webgpu', device: 'a card' },
  { backend: 'tensorflow', device: 'a processor' },
];
const leftGpu = { gpu: 'a card', reason: 'lost', detail: 'gone' };

it('reads a failed GPU also as older versions put it down', () => {
  const read = (environment: object): unknown => devicesSchema.parse({ backend: processor, ...environment });
  expect(read({})).toEqual({ backend: processor, earlier: [] });
  const earlier = [{ finishedEpochs: 3, backend: card, leftGpu }];
  expect(read({ earlier })).toEqual({ backend: processor, earlier });
  expect(read({ leftGpu: { ...leftGpu, finishedEpochs: 3, backend: card } })).toEqual({
    backend: processor,
    earlier,
  });
  expect(read({ leftGpu: { ...leftGpu, finishedEpochs: 0, backend: null } })).toMatchObject({
    earlier: [{ finishedEpochs: 0, backend: null, leftGpu }],
  });
});
