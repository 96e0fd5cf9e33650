/** What can go wrong with networks, weights and a finished run. */
export interface ModelErrors {
  'unknown-base': { base: string; known: readonly string[] };
  'unknown-layer': { layer: string; known: readonly string[] };
  /** A layer whose output has no places; `known`: those that have. */
  'layer-without-filters': { layer: string; known: readonly string[] };
  /** Of dense layers alone: no place of a picture is told from another. */
  'network-without-places': Record<string, never>;
  /** `address`: of Keras's own file, which a person can fetch and give. */
  'weights-missing': { base: string; tried: readonly string[]; address: string };
  'weights-wrong-hash': { file: string; expected: string; found: string };
  'weights-file-not-found': { file: string };
  'weights-file-invalid': { file: string; detail: string };
  'weights-layer-missing': { file: string; layer: string };
  'image-size-too-small': { size: number; least: number };
  /** TensorFlow did not take a graph of ours, or could not run it. `detail` is its own message; it names the node. */
  /** `layer`: the one that TensorFlow named; null where it named none of the network's. */
  'graph-rejected': { graph: string; layer: string | null; detail: string };
  /** onnxruntime did not take a graph of ours, or could not run it. `detail` is its own message. */
  'onnx-graph-rejected': { graph: string; detail: string };
  /** Even for one photo at once. `work`: what was computed; `detail` is the library's own message. */
  'out-of-memory': { work: string; detail: string };
  /** The GPU computes no more: reset, taken out, or its driver failed. `detail`: the driver's own words. */
  'gpu-lost': { gpu: string; detail: string };
  /** Even for one photo at once. `detail`: the driver's own words. */
  'gpu-out-of-memory': { gpu: string; detail: string };
  'run-not-found': { run: string };
  'run-file-damaged': { file: string; detail: string };
  'run-from-newer-version': { run: string; version: number; supported: number };
  'run-has-no-model': { run: string };
  /** head: neither dense layers after a flattening nor a mean over places; size: smaller than the network's own. */
  'method-not-possible': { method: string; reason: 'head' | 'size'; size: number };
  /** classes: it knows others; learned: it learned from so many of the photos to be tested or weighted on. */
  'ensemble-not-possible': { run: string; reason: 'classes' | 'learned'; photos: number };
}
