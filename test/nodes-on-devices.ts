import type { Graph } from '../src/engine/backend/graph/encode-saved-model.ts';

const text = new TextDecoder();
/** As TensorFlow names devices: /job:localhost/replica:0/task:0/device:GPU:0, or a part of it. */
const deviceName = /\/(?:job|device|gpu|cpu):/iu;

/**
 * Names of a graph's nodes that are bound to a device, by their own field or by an attribute. A graph of ours has none:
 * TensorFlow places it, on the GPU where there is one and on the processor else.
 */
export function nodesOnDevices(graph: Graph): readonly string[] {
  const bound = graph.nodes.filter(({ device, attr }) => {
    const strings = Object.values(attr).flatMap(({ value }) => {
      if (value.case === 's') return [value.value];
      return value.case === 'list' ? value.value.s : [];
    });
    return device !== '' || strings.some((bytes) => deviceName.test(text.decode(bytes)));
  });
  return bound.map(({ name }) => name);
}
