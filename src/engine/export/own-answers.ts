import type { AcceptanceRule } from '../../shared/statistics/acceptance.ts';
import { familiaritiesOf } from '../familiarity/familiarities-of.ts';
import type { Scorer } from '../prediction/open-scorer.ts';
import type { JudgingModel } from './export-format.ts';
import type { ExportedRule } from './exported-rule.ts';

/** Thaw's own model with a run's rule, as an export is compared with it. */
export function ownAnswers(scorer: Pick<Scorer, 'look'>, rule: ExportedRule | null): JudgingModel {
  const known = rule?.familiarity?.known ?? null;
  return {
    rule: plainRule(rule),
    answer: async (pixels, count) => {
      const { probabilities, features } = await scorer.look(pixels, count);
      return { probabilities, familiarities: known && familiaritiesOf(features, known) };
    },
  };
}

/** The rule's numbers alone. */
export function plainRule(rule: ExportedRule | null): AcceptanceRule | null {
  return rule && { confidence: rule.confidence, familiarity: rule.familiarity?.least ?? null };
}
