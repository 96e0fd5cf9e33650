import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { FiltersResult } from '../../shared/job-results/explanation-results.ts';
import { requireFree } from '../export/destination.ts';
import { acrossTries } from '../job/across-tries.ts';
import type { JobContext } from '../job/job-context.ts';
import { startStage } from '../job/start-stage.ts';
import { openModel } from '../models/model-folder.ts';
import { openLastingParameters } from '../models/open-lasting-parameters.ts';
import { writeAtomically } from '../storage/write-atomically.ts';
import { type AscentConfig, filterPattern, type FilterPattern } from './filter-pattern.ts';
import { filtersOfLayer } from './filters-of-layer.ts';
import { patternSheet } from './pattern-sheet.ts';
import { usesLayer } from './uses-layer.ts';

export interface DrawFiltersRequest extends AscentConfig {
  readonly run: string;
  readonly layer: string;
  /** The first so many filters; null: 16, or all where there are fewer. */
  readonly count: number | null;
  /** File of the sheet. */
  readonly out: string;
}

const usualCount = 16;

/**
 * Writes the patterns that a layer's first filters respond to most as one sheet, PNG. One filter at a time is
 * computed, in fp32.
 *
 * Throws `unknown-layer`, `layer-without-filters`, `image-size-too-small`, `invalid-value` for more filters than there
 * are, `export-destination-taken`, `cancelled`, and what opening the run throws.
 */
export async function drawFilters(
  { run, layer, count, out, ...config }: DrawFiltersRequest,
  { report, signal }: JobContext,
): Promise<FiltersResult> {
  const start = performance.now();
  await requireFree(out);
  const { network, weights } = await openModel(run);
  const { index, filters } = filtersOfLayer(network, layer, config.size);
  if (count !== null && count > filters)
    throw new ThawError('invalid-value', {
      option: '--count',
      value: String(count),
      expected: `1-${filters}`,
    });
  const wanted = count ?? Math.min(usualCount, filters);
  const lasting = await openLastingParameters(weights, usesLayer(network, index), report);
  const patterns: FilterPattern[] = [];
  const progress = startStage(report, 'explaining', wanted * config.steps, 'steps');
  try {
    for (let filter = 0; filter < wanted; filter++) {
      const ascent = { ...config, index, filter };
      const beginTry = acrossTries(progress);
      const pattern = await lasting.use(({ parameters }) =>
        filterPattern(network, parameters, ascent, { signal, onStep: beginTry() }),
      );
      patterns.push(pattern);
    }
    progress.finish();
  } finally {
    lasting.close();
  }
  const sheet = await patternSheet(patterns, config.size);
  await requireFree(out);
  await writeAtomically(out, sheet);
  const responses = patterns.map(({ filter, before, after }) => ({ filter, before, after }));
  return { run, layer, out, filters, responses, seconds: (performance.now() - start) / 1000 };
}
