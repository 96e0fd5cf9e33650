import type { ExportFormatName } from '../../../shared/export-formats.ts';
import { pageSample } from './page/page-sample.ts';
import { pythonSample } from './python/python-sample.ts';
import { kerasRuntime, onnxRuntime, savedModelRuntime } from './python/python-runtime.ts';
import type { Sample, SampleFacts } from './sample-facts.ts';
import { nodeSample } from './script/node-sample.ts';
import { onnxNodeRuntime, tfjsNodeRuntime } from './script/node-runtime.ts';
import { graphKind, layersKind } from './script/tfjs-kind.ts';

const samplesByFormat: Readonly<Record<ExportFormatName, (facts: SampleFacts) => readonly Sample[]>> = {
  keras: (facts) => [pythonSample(facts, kerasRuntime('model.keras'))],
  'keras-h5': (facts) => [pythonSample(facts, kerasRuntime('model.h5'))],
  onnx: (facts) => [pythonSample(facts, onnxRuntime), nodeSample(facts, onnxNodeRuntime)],
  tfjs: (facts) => [nodeSample(facts, tfjsNodeRuntime(layersKind)), pageSample(facts, layersKind)],
  'tfjs-graph': (facts) => [nodeSample(facts, tfjsNodeRuntime(graphKind)), pageSample(facts, graphKind)],
  savedmodel: (facts) => [pythonSample(facts, savedModelRuntime(facts))],
};

/** The programs for one format, which lie in its kit and are shown by the app. They are in English, as code is. */
export function samplesOf(format: ExportFormatName, facts: SampleFacts): readonly Sample[] {
  return samplesByFormat[format](facts);
}

/** Whether a page for browsers goes with this format. */
export function hasPage(format: ExportFormatName): boolean {
  return format === 'tfjs' || format === 'tfjs-graph';
}
