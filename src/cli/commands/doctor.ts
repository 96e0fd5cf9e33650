import { cpus, freemem, totalmem } from 'node:os';
import type { Command } from 'commander';
import {
  describeInstallation,
  type Installation,
} from '../../engine/backend/runtime/describe-installation.ts';
import type { GpuState } from '../../engine/backend/runtime/gpu-state.ts';
import { speedRemedies, type SpeedRemedy } from '../../engine/backend/runtime/speed-remedies.ts';
import { asThawError } from '../../service/jobs/as-thaw-error.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { ThawError } from '../../shared/errors/thaw-error.ts';
import type { BackendFacts } from '../../shared/job-results.ts';
import { describeError } from '../../shared/messages/describe-error.ts';
import { formatBytes, formatDuration } from '../../shared/messages/format-numbers.ts';
import type { SetupWords } from '../../shared/messages/en/setup.ts';
import { setupWordsOf } from '../../shared/messages/setup-words.ts';
import { cancelOnInterrupt } from '../cancel-on-interrupt.ts';
import type { CliContext } from '../cli-context.ts';
import { tableLines } from '../terminal/table.ts';

interface Diagnosis {
  /** null where no backend opened. */
  readonly facts: BackendFacts | null;
  readonly installation: Installation;
  readonly remedies: readonly SpeedRemedy[];
}

export function registerDoctor(program: Command, cli: CliContext): void {
  program
    .command('doctor')
    .description(setupWordsOf(cli.language).commands.doctor)
    .option('--json', cli.words.options.json)
    .action(() => diagnose(cli));
}

/** Looks only. What was found is told even where no backend opens; then that is the failure. */
async function diagnose(cli: CliContext): Promise<void> {
  const interrupt = cancelOnInterrupt();
  const installation = await describeInstallation(interrupt.signal).finally(() => {
    interrupt.stop();
  });
  const probed = await cli.run<BackendFacts>({ job: 'probe-backend', backend: 'auto' }).catch(asThawError);
  const facts = probed instanceof Error ? null : probed;
  const diagnosis = { facts, installation, remedies: speedRemedies(facts, installation) };
  if (cli.json) cli.printJson(asJson(diagnosis, probed instanceof Error ? probed : null));
  else for (const line of diagnosisLines(diagnosis, cli)) cli.print(line);
  if (probed instanceof Error) throw probed;
}

function asJson({ facts, installation, remedies }: Diagnosis, error: ThawError | null): object {
  return {
    kind: 'result',
    ...facts,
    error: error?.toPlain() ?? null,
    runtime: installation.runtime,
    runtimePassedOver: installation.passedOver,
    memory: { totalBytes: totalmem(), freeBytes: freemem() },
    cores: cpus().length,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    gpu: installation.gpu,
    home: installation.home,
    folders: installation.folders,
    remedies,
  };
}

function diagnosisLines(
  { facts, installation, remedies }: Diagnosis,
  { language, style }: CliContext,
): string[] {
  const words = setupWordsOf(language);
  const { runtime, folders, passedOver, home, gpu } = installation;
  const { labels } = words;
  const machine = [
    [labels.backend, facts ? style.bold(facts.backend) : words.none],
    [labels.device, facts?.device ?? words.none],
    [labels.tensorflow, facts?.tensorflowVersion ?? words.none],
    ...(runtime ? [[labels.way, words.ways[runtime.way] ?? runtime.way]] : []),
    ...(facts?.onnxruntime
      ? [[labels.frozenLayers, words.onnxruntime(facts.onnxruntime.version, facts.onnxruntime.timesFaster)]]
      : []),
    [labels.gpu, gpuText(gpu, words)],
    [labels.vector, facts && facts.vector.length > 0 ? facts.vector.join(' ') : words.none],
    [labels.bf16, words.bf16[facts?.bf16 ?? 'none'] ?? words.none],
    [labels.memory, words.memory(formatBytes(totalmem()), formatBytes(freemem()))],
    [labels.cores, String(cpus().length)],
    [labels.node, `${process.version.slice(1)} (${process.platform}-${process.arch})`],
    ...(facts ? [[labels.starts, formatDuration(facts.secondsToStart, language)]] : []),
    [labels.home, home],
  ];
  const places = folders.map(({ name, path, bytes }) => [
    `  ${words.folders[name]}`,
    path,
    bytes === null ? style.dim(words.absent) : formatBytes(bytes),
  ]);
  const reasons = [
    ...passedOver.map(
      ({ way, error }) => `${words.ways[way] ?? way}: ${describeError(error, language).message}`,
    ),
    ...(facts?.passedOver ?? []).map(({ backend, reason }) => `${backend}: ${reason}`),
  ];
  return [
    ...rows([...machine, ...places]),
    ...(reasons.length > 0 ? ['', labels.passedOver, ...reasons.map((reason) => `  ${reason}`)] : []),
    ...['', labels.remedies, ...remedies.map((remedy) => `  ${words.remedies[remedy]}`)],
  ];
}

function gpuText(gpu: GpuState, { gpu: words }: SetupWords): string {
  switch (gpu.kind) {
    case 'driver-too-old':
      return words[gpu.kind](gpu.found, gpu.needed);
    case 'driver-failing':
      return words[gpu.kind](gpu.detail);
    case 'driver-library-missing':
      return words[gpu.kind](gpu.library);
    case 'libraries-missing':
      return words[gpu.kind](gpu.libraries);
    case 'fine':
      return words.fine(gpu.driver);
    case 'none':
    case 'no-driver':
      return words[gpu.kind];
    default:
      return assertNever(gpu);
  }
}

/** A table without its line of headings. */
function rows(cells: readonly (readonly string[])[]): string[] {
  const left = { heading: '', align: 'left' } as const;
  return tableLines([left, left, { heading: '', align: 'right' }], cells).slice(1);
}
