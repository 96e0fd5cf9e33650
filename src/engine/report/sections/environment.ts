import { formatBytes, formatDuration } from '../../../shared/messages/format-numbers.ts';
import { trainingPrecision } from '../../../shared/recipe.ts';
import { markup, type Html } from '../html.ts';
import type { ReportContext } from '../report-context.ts';
import { reportDate } from '../report-date.ts';
import { devicesSchema } from '../../training/devices-of-run.ts';
import type { ReportFacts } from '../report-facts.ts';
import { code, factList, section, type Fact } from './parts.ts';

/** With what it was made, so that it can be made again. */
export function environmentSection(report: ReportFacts, { words, language, job }: ReportContext): Html {
  const { config, environment, timings, peakMemoryBytes, modelSha256 } = report;
  const at = (...path: readonly string[]): string | null => valueAt(environment, path);
  const seconds = Object.values(timings).reduce((sum, value) => sum + value, 0);
  const stages = Object.entries(timings).flatMap(([stage, value]) =>
    stage in job.stages
      ? [`${job.stages[stage as keyof typeof job.stages]} ${formatDuration(value, language)}`]
      : [],
  );
  const packages = environment.packages;
  const given = (label: string, ...values: readonly (string | null)[]): readonly Fact[] => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? [] : [{ label, value: known.join(' ') }];
  };
  return section(
    'environment',
    words.environment,
    markup`${factList([
      { label: words.thawVersion, value: config.thawVersion },
      { label: words.begun, value: reportDate(config.createdAt, language) },
      ...given(words.backend, at('backend', 'backend'), at('backend', 'tensorflowVersion')),
      ...given(words.device, devicesText(environment, words) ?? at('backend', 'device')),
      {
        label: words.precisionUsed,
        value: config.compute ? trainingPrecision(config.compute) : config.recipe.precision,
        remark: words.precisionMeasured,
      },
      ...given(words.system, at('system', 'type'), at('system', 'release'), at('system', 'arch')),
      ...given('Node', at('node')),
      ...(typeof packages === 'object' && packages !== null
        ? given(
            words.packages,
            Object.entries(packages)
              .map(([name, version]) => `${name} ${String(version)}`)
              .join(words.comma),
          )
        : []),
      { label: words.seed, value: config.seed },
      ...(config.baseWeights
        ? [
            {
              label: words.baseWeights,
              value: markup`${config.baseWeights.name} ${code(config.baseWeights.sha256)}`,
            },
          ]
        : []),
      ...(modelSha256 === null ? [] : [{ label: words.modelHash, value: code(modelSha256) }]),
      ...(seconds === 0
        ? []
        : [
            {
              label: words.seconds,
              value: formatDuration(seconds, language),
              remark: stages.join(words.comma),
            },
          ]),
      ...(peakMemoryBytes === null ? [] : [{ label: words.memory, value: formatBytes(peakMemoryBytes) }]),
    ])}
      <p class="small">${words.how}</p>`,
  );
}

/** All that the run computed on, where that changed on the way; null: it did not, or is not told. */
function devicesText(environment: unknown, words: ReportContext['words']): string | null {
  const devices = devicesSchema.safeParse(environment).data;
  if (!devices || devices.earlier.length === 0) return null;
  const named = ({ device, backend }: typeof devices.backend): string => `${device} (${backend})`;
  const before = devices.earlier.map(({ finishedEpochs, backend, leftGpu }) =>
    words.deviceBefore(backend ? named(backend) : (leftGpu?.gpu ?? ''), finishedEpochs),
  );
  return [...before, words.deviceAfter(named(devices.backend))].join(words.comma);
}

/** A text or number of the environment; null where it is not there. */
function valueAt(environment: unknown, path: readonly string[]): string | null {
  const found = path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : null,
    environment,
  );
  return typeof found === 'string' || typeof found === 'number' ? String(found) : null;
}
