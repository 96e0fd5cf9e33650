import { describe, expect, it } from 'vitest';
import { applySettings } from '../apply-settings.ts';
import { recipeByName } from './catalogue.ts';
import { changesAgainstNamed, recipeDifferences } from './recipe-differences.ts';

describe('what differs from the named recipe', () => {
  it.each([
    ['two-phase', []],
    ['two-phase', ['augmentation=none']],
    ['two-phase', ['augmentation.rotation=15', 'augmentation.verticalFlip=true', 'copies=9']],
    [
      'two-phase',
      ['phase2.optimizer=adam', 'phase2.learningRate=1e-4', 'phase1.epochs=4', 'earlyStoppingPatience=5'],
    ],
    [
      'two-phase',
      ['stored=180', 'centring=channels', 'augmentation.zoomRange=0.5-1.5', 'augmentation.shortSide=256-512'],
    ],
    [
      'two-phase',
      ['phase1.schedule=step', 'phase1.schedule.every=500', 'phase1.schedule.unit=steps', 'warmupSteps=20,0'],
    ],
    ['scratch', ['optimizer=adamw', 'weightDecay=0.01', 'schedule=cosine', 'schedule.floor=0.1']],
    [
      'scratch',
      ['initialiser=normal', 'initialiser.deviation=0.1', 'initialBias=0.5', 'l2=5e-4', 'l2Biases=true'],
    ],
    ['cached-features', ['units=none', 'loss=hinge', 'loss.c=0.25']],
    ['linear-svm', ['loss=cross-entropy', 'units=64', 'dropout=0.5']],
    ['cached-features', ['augmentation=standard', 'units=64', 'fit=crop']],
    [
      'scratch',
      ['optimizer=sgd', 'momentum=0.9', 'nesterov=true', 'imageSize=96', 'stepsPerEpoch=7', 'backend=wasm'],
    ],
  ] as const)('%s: tells by %j all that was changed', (name, changes) => {
    const changed = applySettings(recipeByName(name), changes);
    const told = changesAgainstNamed(changed);
    expect(applySettings(recipeByName(name), told)).toEqual(changed);
    expect(told.length).toBeLessThanOrEqual(changes.length + 1);
  });

  it('has nothing to tell against a name that is nobody’s', () => {
    expect(changesAgainstNamed({ ...recipeByName('scratch'), name: 'mine', copies: 4 })).toEqual([]);
  });

  it('stands beside the recipe’s value', () => {
    const changed = applySettings(recipeByName('two-phase'), ['phase1.epochs=4', 'earlyStoppingPatience=5']);
    expect(recipeDifferences(changed)).toEqual([
      { key: 'earlyStoppingPatience', named: 'none', now: '5' },
      { key: 'phase1.epochs', named: '30', now: '4' },
    ]);
  });
});
