import { describe, expect, it } from 'vitest';
import { applySettings, settingNames } from './apply-settings.ts';
import { isThawError } from './errors/thaw-error.ts';
import { augmentationPresets } from './recipes/augmentation-presets.ts';
import { recipeByName } from './recipes/catalogue.ts';
import { standardAugmentation } from './recipes/parts.ts';

const twoPhase = recipeByName('two-phase');

function errorOf(changes: readonly string[], recipe = twoPhase): { code: string; facts: object } {
  try {
    applySettings(recipe, changes);
  } catch (error) {
    if (isThawError(error)) return error.toPlain();
  }
  throw new Error('no ThawError');
}

describe('applySettings', () => {
  it('changes nothing without changes, and never the recipe it was given', () => {
    expect(applySettings(twoPhase, [])).toEqual(twoPhase);
    const before = structuredClone(twoPhase);
    applySettings(twoPhase, ['copies=2', 'phase2.optimizer=sgd']);
    expect(twoPhase).toEqual(before);
  });

  it('sets what belongs to the whole run', () => {
    const changed = applySettings(twoPhase, [
      'copies=3',
      'augmentationSeed=12',
      'earlyStoppingPatience=4',
      'classWeights=none',
      'precision=bf16',
      'backend=wasm',
      'imageSize=96',
      'fit=crop',
      'units=16',
      'dropout=0.25',
    ]);
    expect(changed).toMatchObject({
      copies: 3,
      augmentationSeed: 12,
      earlyStoppingPatience: 4,
      classWeights: 'none',
      precision: 'bf16',
      backend: 'wasm',
      image: { size: 96, fit: 'crop' },
      network: { units: 16, dropout: 0.25 },
    });
    expect(applySettings(changed, ['earlyStoppingPatience=none']).earlyStoppingPatience).toBeNull();
  });

  it('sets phases together, one by one, and alone', () => {
    expect(applySettings(twoPhase, ['epochs=30,20']).phases.map(({ epochs }) => epochs)).toEqual([30, 20]);
    expect(applySettings(twoPhase, ['batchSize=8']).phases.map(({ batchSize }) => batchSize)).toEqual([8, 8]);
    const changed = applySettings(twoPhase, [
      'phase1.learningRate=1e-4',
      'phase2.epochs=7',
      'stepsPerEpoch=100',
    ]);
    expect(changed.phases.map(({ optimizer }) => optimizer.learningRate)).toEqual([1e-4, 1e-5]);
    expect(changed.phases.map(({ epochs }) => epochs)).toEqual([30, 7]);
    expect(changed.phases.map(({ stepsPerEpoch }) => stepsPerEpoch)).toEqual([100, 100]);
  });

  it('changes the optimizer before its values, in whatever order they come', () => {
    const { phases } = applySettings(twoPhase, [
      'momentum=.9',
      'nesterov=true',
      'decay=0.005',
      'optimizer=sgd',
      'l2=5e-4',
    ]);
    expect(phases[0]).toMatchObject({
      l2: 5e-4,
      optimizer: { kind: 'sgd', learningRate: 2e-5, momentum: 0.9, nesterov: true, decay: 0.005 },
    });
    const adam = applySettings(twoPhase, ['phase1.optimizer=adam']);
    expect(adam.phases.map(({ optimizer }) => optimizer.kind)).toEqual(['adam', 'rmsprop']);
    // Where only one phase has the value, the other one stays as it is.
    expect(applySettings(adam, ['rho=0.8']).phases[1]!.optimizer).toMatchObject({ rho: 0.8 });
  });

  it('gives the head one hidden layer or several, and cuts the base', () => {
    expect(applySettings(twoPhase, ['units=512']).network).toMatchObject({ units: 512 });
    expect(applySettings(twoPhase, ['units=512, 64']).network).toMatchObject({ units: [512, 64] });
    const cut = applySettings(twoPhase, ['cutAt=block4_pool']);
    expect(cut.network).toMatchObject({ cutAt: 'block4_pool' });
    expect(applySettings(cut, ['cutAt=none'])).toEqual(twoPhase);
  });

  it('changes the schedule and the initialiser before their values', () => {
    const { phases, initialiser } = applySettings(twoPhase, [
      'schedule.every=500',
      'phase1.schedule.unit=steps',
      'phase1.schedule=step',
      'phase2.schedule=plateau',
      'schedule.factor=0.5,0.2',
      'warmupSteps=100',
      'initialiser.deviation=0.02',
      'initialiser=normal',
    ]);
    expect(phases.map(({ schedule }) => schedule)).toEqual([
      { kind: 'step', factor: 0.5, every: 500, unit: 'steps' },
      { kind: 'plateau', factor: 0.2, patience: 5 },
    ]);
    expect(phases.map(({ warmupSteps }) => warmupSteps)).toEqual([100, 100]);
    expect(initialiser).toEqual({ kind: 'normal', deviation: 0.02 });
  });

  it('switches augmentation, with a useful number of copies', () => {
    expect(applySettings(twoPhase, ['augmentation=none'])).toMatchObject({ augmentation: null, copies: 1 });
    const bare = recipeByName('cached-features');
    expect(applySettings(bare, ['augmentation=standard'])).toMatchObject({
      augmentation: standardAugmentation,
      copies: 5,
    });
    expect(applySettings(bare, ['copies=2', 'augmentation=standard']).copies).toBe(2);
    const turned = applySettings(bare, ['augmentation.rotation=20']);
    expect(turned.augmentation).toMatchObject({ rotation: 20, zoom: 0, horizontalFlip: false });
    expect(turned.copies).toBe(5);
    expect(applySettings(twoPhase, ['augmentation.horizontalFlip=false']).augmentation).toMatchObject({
      rotation: 40,
      horizontalFlip: false,
    });
  });

  it('names an unknown setting and the known ones', () => {
    expect(errorOf(['learnRate=1'])).toMatchObject({
      code: 'unknown-setting',
      facts: { setting: 'learnRate' },
    });
    expect(errorOf(['phase1.copies=1']).code).toBe('unknown-setting');
    expect(errorOf(['constructor=1']).code).toBe('unknown-setting');
    const { known } = errorOf(['x=1']).facts as { known: readonly string[] };
    expect(known).toContain('copies');
    expect(known).toContain('phase1.learningRate');
  });

  it.each([
    ['copies=-1'],
    ['copies=often'],
    ['copies=1.5'],
    ['copies='],
    ['copies=0x10'],
    ['copies=none'],
    ['learningRate=-1'],
    ['learningRate=abc'],
    ['learningRate=NaN'],
    ['epochs=1,2,3'],
    ['epochs=30,'],
    ['phase3.epochs=1'],
    ['phase0.epochs=1'],
    ['nesterov=true'],
    ['units=512,'],
    ['units=0'],
    ['schedule=sometimes'],
    ['schedule.factor=0.5'],
    ['initialiser.deviation=0.1'],
    ['warmupSteps=-1'],
    ['augmentation=wild'],
    ['augmentation.horizontalFlip=yes'],
    ['precision=fp16'],
    ['imageSize=8'],
    ['learnFrom='],
    ['copies'],
    ['=3'],
  ])('refuses %s', (change) => {
    const { code, facts } = errorOf([change]);
    expect(code).toBe('invalid-setting');
    expect((facts as { expected: string }).expected).not.toBe('');
  });

  it('takes the strengths of augmentation by name', () => {
    const { augmentation } = applySettings(recipeByName('scratch'), ['augmentation=strong']);
    expect(augmentation).toEqual(augmentationPresets.strong);
  });

  it('takes fresh for no cached copies', () => {
    expect(applySettings(twoPhase, ['copies=fresh']).copies).toBe(0);
  });

  it('knows every part of every optimizer by a name', () => {
    const names = new Set(settingNames.map(({ name }) => name));
    for (const kind of ['rmsprop', 'adam', 'adamw', 'sgd']) {
      const { optimizer } = applySettings(twoPhase, [`optimizer=${kind}`]).phases[0]!;
      for (const key of Object.keys(optimizer)) expect(names).toContain(key === 'kind' ? 'optimizer' : key);
    }
    for (const kind of ['constant', 'step', 'exponential', 'plateau', 'cosine']) {
      const { schedule } = applySettings(twoPhase, [`schedule=${kind}`]).phases[0]!;
      for (const key of Object.keys(schedule))
        expect(names).toContain(key === 'kind' ? 'schedule' : `schedule.${key}`);
    }
    for (const { description } of settingNames) expect(description).not.toBe('');
  });
});
