import type { BackendFacts } from '../../../shared/job-results/set-up-results.ts';
import { timesFasterThanWasm } from './compare-with-wasm.ts';
import { loadOnnxRuntime, type OnnxRuntime } from './onnx-runtime.ts';

/** What was found of onnxruntime beside WASM. */
export interface OnnxBesideWasm {
  /** null where WASM computes the frozen layers too. */
  readonly onnx: OnnxRuntime | null;
  readonly facts: Pick<BackendFacts, 'onnxruntime'>;
  readonly missed: BackendFacts['passedOver'];
}

/** Below this the difference could be chance, and WASM alone is simpler. */
const worthwhile = 1.25;

/** Measured once a process. */
let found: Promise<OnnxBesideWasm> | null = null;

/** onnxruntime, where it loads and convolves measurably faster than WASM, which must be tfjs's backend already. */
export function openOnnxBesideWasm(): Promise<OnnxBesideWasm> {
  return (found ??= look());
}

async function look(): Promise<OnnxBesideWasm> {
  try {
    const onnx = loadOnnxRuntime();
    return chooseByMeasure(onnx, await timesFasterThanWasm(onnx));
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { onnx: null, facts: {}, missed: [{ backend: 'onnxruntime', reason: reason! }] };
  }
}

/** `timesFaster`: onnxruntime's speed in WASM's. */
export function chooseByMeasure(onnx: OnnxRuntime, timesFaster: number): OnnxBesideWasm {
  if (timesFaster >= worthwhile)
    return { onnx, facts: { onnxruntime: { version: onnx.version, timesFaster } }, missed: [] };
  const reason = `${timesFaster.toFixed(2)} times as fast as WebAssembly`;
  return { onnx: null, facts: {}, missed: [{ backend: 'onnxruntime', reason }] };
}
