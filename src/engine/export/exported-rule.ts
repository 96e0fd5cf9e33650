import type { AcceptanceRule } from '../../shared/statistics/acceptance.ts';
import type { KnownPhotos } from '../familiarity/known-photos-file.ts';
import { featureLayer } from '../likeness/feature-layer.ts';
import type { TrainedModel } from '../models/model-folder.ts';

/** When an exported model's answer is "none of these". */
export interface ExportedRule {
  /** The least probability of an answer that stands. */
  readonly confidence: number;
  /** null: photos are judged by confidence alone. */
  readonly familiarity: {
    /** The least familiarity (../familiarity/familiarities-of.ts) of a photo whose answer stands. */
    readonly least: number;
    /** The layer that describes a photo. */
    readonly layer: string;
    readonly known: KnownPhotos;
  } | null;
}

/** A run's rule with all that another program needs to judge by it; null: every answer stands. */
export function exportedRule(
  { network, known }: Pick<TrainedModel, 'network' | 'known'>,
  rule: AcceptanceRule | null,
): ExportedRule | null {
  if (rule === null) return null;
  const { confidence, familiarity: least } = rule;
  if (least === null || known === null) return { confidence, familiarity: null };
  return { confidence, familiarity: { least, layer: featureLayer(network).name, known } };
}
