import { describe, expect, it } from 'vitest';
import { applySettings } from '../apply-settings.ts';
import { baseNames, bases } from '../bases.ts';
import { recipeByName } from './catalogue.ts';
import { changesAgainstNamed } from './recipe-differences.ts';

describe('base=NAME', () => {
  it.each(baseNames)('%s: its own size and thaw point, whatever stands before it', (base) => {
    const recipe = applySettings(recipeByName('two-phase'), ['epochs=3,2', `base=${base}`]);
    expect(recipe.network).toMatchObject({ kind: 'base', base });
    expect(recipe.image.size).toBe(bases[base].imageSize);
    expect(recipe.phases.map(({ learnFrom }) => learnFrom)).toEqual(['head', bases[base].thawFrom]);
    expect(recipe.phases.map(({ epochs }) => epochs)).toEqual([3, 2]);
  });

  it('lets size and thaw point be chosen besides, in any order', () => {
    const recipe = applySettings(recipeByName('two-phase'), [
      'imageSize=96',
      'phase2.learnFrom=conv4_block1_1_conv',
      'base=resnet50',
    ]);
    expect(recipe.image.size).toBe(96);
    expect(recipe.phases[1]!.learnFrom).toBe('conv4_block1_1_conv');
  });

  it('is told as the one change that it is', () => {
    const recipe = applySettings(recipeByName('frozen'), ['base=mobilenet-v2']);
    expect(changesAgainstNamed(recipe)).toEqual(['base=mobilenet-v2']);
  });

  it('is refused by a recipe without a base, and for a base that is not known', () => {
    expect(() => applySettings(recipeByName('scratch'), ['base=resnet50'])).toThrow('invalid-setting');
    expect(() => applySettings(recipeByName('frozen'), ['base=resnet18'])).toThrow('invalid-setting');
  });
});
