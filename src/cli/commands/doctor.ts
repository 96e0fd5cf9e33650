import type { Command } from 'commander';
import type { GpuState } from '../../engine/backend/runtime/gpu-state.ts';
import { diagnosticsJson } from '../../service/diagnostics/diagnostics-json.ts';
import { gatherDiagnostics, type Diagnostics } from '../../service/diagnostics/gather-diagnostics.ts';
import { asThawError } from '../../service/jobs/as-thaw-error.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { DeviceTiming } from '../../shared/device-timing.ts';
import type { BackendFacts } from '../../shared/job-results/set-up-results.ts';
import { describeError } from '../../shared/messages/describe-error.ts';
import { formatBytes, formatDuration } from '../../shared/messages/format-numbers.ts';
import type { SetupWords } from '../../shared/messages/en/setup.ts';
import { setupWordsOf } from '../../shared/messages/setup-words.ts';
import type { WebgpuFacts } from '../../shared/webgpu-facts.ts';
import { cancelOnInterrupt } from '../cancel-on-interrupt.ts';
import type { CliContext } from '../cli-context.ts';
import { tableLines } from '../terminal/table.ts';

export function registerDoctor(program: Command, cli: CliContext): void {
  program
    .command('doctor')
    .description(setupWordsOf(cli.language).commands.doctor)
    .option('--json', cli.words.options.json)
    .action(() => diagnose(cli));
}

/** Looks, and times devices where nobody has yet. What was found is told even where no backend opens; then that is the failure. */
async function diagnose(cli: CliContext): Promise<void> {
  const probed = await cli.run<BackendFacts>({ job: 'probe-backend', backend: 'auto' }).catch(asThawError);
  const device = probed instanceof Error ? { error: probed.toPlain() } : { facts: probed };
  const interrupt = cancelOnInterrupt();
  const diagnostics = await gatherDiagnostics(device, interrupt.signal).finally(() => {
    interrupt.stop();
  });
  if (cli.json) cli.printJson(diagnosticsJson(diagnostics));
  else for (const line of diagnosisLines(diagnostics, cli)) cli.print(line);
  if (probed instanceof Error) throw probed;
}

function diagnosisLines(diagnostics: Diagnostics, { language, style }: CliContext): string[] {
  const words = setupWordsOf(language);
  const { backend: facts, installation, remedies, memory, disk } = diagnostics;
  const { runtime, folders, passedOver, home, gpu } = installation;
  const { labels } = words;
  const free = (bytes: number | null): string => (bytes === null ? words.none : formatBytes(bytes));
  const machine = [
    [labels.version, `${diagnostics.version} (${diagnostics.platform})`],
    [labels.system, diagnostics.system],
    [labels.backend, facts ? style.bold(facts.backend) : words.none],
    [labels.device, facts?.device ?? words.none],
    [labels.tensorflow, facts?.tensorflowVersion ?? words.none],
    ...(runtime ? [[labels.way, words.ways[runtime.way] ?? runtime.way]] : []),
    ...(facts?.onnxruntime
      ? [[labels.frozenLayers, words.onnxruntime(facts.onnxruntime.version, facts.onnxruntime.timesFaster)]]
      : []),
    ...(facts?.webgpu ? webgpuRows(facts.webgpu, words) : []),
    ...timingRows(facts?.timings ?? [], words),
    [labels.gpu, gpuText(gpu, words)],
    [labels.vector, facts && facts.vector.length > 0 ? facts.vector.join(' ') : words.none],
    [labels.bf16, words.bf16[facts?.bf16 ?? 'none'] ?? words.none],
    [labels.memory, words.memory(formatBytes(memory.totalBytes), formatBytes(memory.freeBytes))],
    [labels.cores, String(diagnostics.cores)],
    [labels.node, diagnostics.node.slice(1)],
    ...(facts ? [[labels.starts, formatDuration(facts.secondsToStart, language)]] : []),
    [labels.home, home, words.freeBytes(free(disk.homeFreeBytes))],
    [labels.data, diagnostics.data, words.freeBytes(free(disk.dataFreeBytes))],
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
    ...diagnostics.ladder.flatMap((rung) => {
      if (rung.state === 'taken') return [];
      return `${rung.backend}: ${rung.state === 'slower' ? words.slower : rung.reason}`;
    }),
  ];
  return [
    ...rows([...machine, ...places]),
    ...(reasons.length > 0 ? ['', labels.passedOver, ...reasons.map((reason) => `  ${reason}`)] : []),
    ...['', labels.remedies, ...remedies.map((remedy) => `  ${words.remedies[remedy]}`)],
  ];
}

function timingRows(timings: readonly DeviceTiming[], { labels, timing }: SetupWords): string[][] {
  return timings.map(({ backend, device, photosPerSecond }, index) => [
    index === 0 ? labels.timings : '',
    timing(backend, device, photosPerSecond.toFixed(1)),
  ]);
}

function webgpuRows(
  webgpu: WebgpuFacts,
  { labels, gpuMemory, otherGpu, softwareGpu }: SetupWords,
): string[][] {
  const { driver, memoryBytes, largestBufferBytes, precision, software, otherGpus } = webgpu;
  const memory = memoryBytes === null ? null : formatBytes(memoryBytes);
  return [
    [labels.gpuDriver, software ? `${driver} (${softwareGpu})` : driver],
    [labels.gpuMemory, gpuMemory(memory, formatBytes(largestBufferBytes))],
    [labels.precision, precision],
    ...otherGpus.map((name) => [labels.otherGpu, otherGpu(name)]),
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
