import { describe, expect, it } from 'vitest';
import { applySettings } from '../../shared/apply-settings.ts';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { cachedLayers, planPhases } from './plan-phases.ts';

function planOf(name: string, ...changes: readonly string[]) {
  const recipe = applySettings(recipeByName(name), changes);
  const network = describeNetwork(recipe.network, recipe.image, 2);
  const phases = planPhases(network, recipe);
  const nameOf = (index: number): string => network.layers[index]!.name;
  return {
    cached: cachedLayers(phases),
    phases: phases.map(({ from, learnFrom }) => [nameOf(from), nameOf(learnFrom)]),
  };
}

describe('planPhases', () => {
  it('caches what lies below the first learning layer of each phase', () => {
    expect(planOf('two-phase')).toEqual({
      cached: ['block5_pool', 'block4_pool'],
      phases: [
        ['flatten', 'flatten'],
        ['block5_conv1', 'block5_conv1'],
      ],
    });
  });

  it('begins with pixels where everything learns', () => {
    expect(planOf('scratch')).toEqual({ cached: [], phases: [['conv2d', 'conv2d']] });
    expect(planOf('frozen', 'learnFrom=all').cached).toEqual([]);
  });

  it('does not take from the cache what an earlier phase changed', () => {
    expect(planOf('two-phase', 'learnFrom=block5_conv1,head')).toEqual({
      cached: ['block4_pool'],
      phases: [
        ['block5_conv1', 'block5_conv1'],
        ['block5_conv1', 'flatten'],
      ],
    });
  });

  it('never caches layers of the head', () => {
    expect(planOf('frozen', 'learnFrom=predictions')).toEqual({
      cached: ['block5_pool'],
      phases: [['flatten', 'predictions']],
    });
  });

  it('refuses a layer that is not there', () => {
    try {
      planOf('frozen', 'learnFrom=block6_conv1');
      expect.unreachable();
    } catch (error) {
      expect(isThawError(error, 'unknown-layer')).toBe(true);
    }
  });
});
