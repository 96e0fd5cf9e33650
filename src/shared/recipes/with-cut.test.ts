import { expect, it } from 'vitest';
import { recipeByName } from './catalogue.ts';
import { keptBlocks, withCut } from './with-cut.ts';

const twoPhase = recipeByName('two-phase');
const learning = (recipe: ReturnType<typeof withCut>): readonly string[] =>
  recipe!.phases.map(({ learnFrom }) => learnFrom);

it('lets a phase learn from the last block that is left', () => {
  const cut = withCut(twoPhase, 'block3_pool');
  expect(cut!.network).toMatchObject({ cutAt: 'block3_pool' });
  expect(learning(cut)).toEqual(['head', 'block3_conv1']);
});

it('keeps a thaw point that is still there, and makes the base whole again', () => {
  const [head, tuned] = twoPhase.phases as [(typeof twoPhase.phases)[0], (typeof twoPhase.phases)[0]];
  const low = { ...twoPhase, phases: [head, { ...tuned, learnFrom: 'block2_conv1' }] };
  const cut = withCut(low, 'block4_pool')!;
  expect(learning(cut)).toEqual(['head', 'block2_conv1']);
  expect(withCut(cut, null)).toEqual(low);
});

it('knows the blocks below a cut', () => {
  const base = { kind: 'base', base: 'vgg16', units: 256, dropout: 0.5 } as const;
  expect(keptBlocks({ ...base, cutAt: 'block2_pool' }).map(({ name }) => name)).toEqual(['block1', 'block2']);
  // Cut inside a block, by a setting: what that leaves is not for blocks to say.
  expect(keptBlocks({ ...base, cutAt: 'block2_conv1' })).toHaveLength(5);
});

it('has nothing to cut in a network from scratch', () => {
  expect(withCut(recipeByName('scratch'), null)).toBeNull();
});
