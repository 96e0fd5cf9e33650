import type { Language } from '../../../shared/messages/language.ts';
import type { PhaseConfig, Recipe } from '../../../shared/recipe.ts';
import type { CurvePhase } from './curve-types.ts';
import type { Learns } from './learns.ts';
import { chartWords } from './words/index.ts';

export function learnsIn(recipe: Recipe, phase: PhaseConfig): Learns {
  if (recipe.network.kind !== 'base') return { kind: 'scratch' };
  if (phase.learnFrom === 'head' || phase.learnFrom === 'all') return { kind: phase.learnFrom };
  const block = /^block(\d+)_conv1$/.exec(phase.learnFrom)?.[1];
  return block === undefined
    ? { kind: 'from-layer', layer: phase.learnFrom }
    : { kind: 'from-block', block: Number(block) };
}

/** `Frozen base`, `Block 5 thawed`: the name of a phase for a person. */
export function phaseTitle(learns: Learns, language: Language): string {
  return chartWords[language].phase(learns);
}

/** The phases of a recipe as the charts take them. */
export function curvePhases(recipe: Recipe, language: Language): readonly CurvePhase[] {
  return recipe.phases.map((phase) => {
    const learns = learnsIn(recipe, phase);
    return { title: phaseTitle(learns, language), epochs: phase.epochs, thawed: learns.kind !== 'head' };
  });
}
