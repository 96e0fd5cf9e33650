import type { ExportFormatName } from '../../../shared/export-formats.ts';
import { onnxPage } from './page/onnx-page.ts';
import type { PageRuntime } from './page/page-runtime.ts';
import { pageSample } from './page/page-sample.ts';
import { tfjsPage } from './page/tfjs-page.ts';
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
  tfjs: (facts) => [nodeSample(facts, tfjsNodeRuntime(layersKind))],
  'tfjs-graph': (facts) => [nodeSample(facts, tfjsNodeRuntime(graphKind))],
  savedmodel: (facts) => [pythonSample(facts, savedModelRuntime(facts))],
};

const pagesByFormat: Partial<Record<ExportFormatName, PageRuntime>> = {
  onnx: onnxPage,
  tfjs: tfjsPage(layersKind),
  'tfjs-graph': tfjsPage(graphKind),
};

/** The programs for one format, which lie in its kit and are shown by the app. They are in English, as code is. */
export function samplesOf(format: ExportFormatName, facts: SampleFacts): readonly Sample[] {
  const page = pageRuntimeOf(format);
  return [...samplesByFormat[format](facts), ...(page ? [pageSample(facts, page)] : [])];
}

/** What a page for browsers asks this format's model with; null: no library for browsers reads it. */
export function pageRuntimeOf(format: ExportFormatName): PageRuntime | null {
  return pagesByFormat[format] ?? null;
}
