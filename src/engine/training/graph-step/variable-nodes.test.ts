import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createGraphWriter } from '../../backend/graph/graph-writer.ts';
import { loadGraph } from '../../backend/graph/load-graph.ts';
import { openBackend } from '../../backend/open-backend.ts';
import { variableNodes } from './variable-nodes.ts';

/** TensorFlow takes an array that begins at such an address as it is, and copies any other. */
const alignment = 64;
/** Addresses that allocators give are multiples of it. */
const step = 16;
const count = 1000;

it('holds no array that a variable was given, wherever that lies in memory', async () => {
  const binding = (await openBackend('tensorflow')).binding!;
  const graph = createGraphWriter();
  const variables = variableNodes(graph, new Map([['weights', [count]]]));
  const loaded = await loadGraph(
    binding,
    { nodes: graph.nodes, inputs: [], outputs: [] },
    { name: 'one variable', layers: [] },
  );
  const { placeholder, assigned } = variables.initial('weights');
  const read = variables.read('weights');

  const memory = new ArrayBuffer(4 * count + alignment);
  const give = (offset: number): WeakRef<object> => {
    const given = new Float32Array(memory, offset, count).fill(offset);
    loaded.run({ [placeholder]: { shape: [count], values: given } }, [assigned]);
    expect(loaded.run({}, [read]).get(read)).toEqual(given);
    return new WeakRef(given);
  };
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let offset = 0; offset < alignment; offset += step) {
    const given = give(offset);
    // A weak reference holds for the turn that it was made in.
    await wait(1);
    collect();
    expect(given.deref() === undefined, `${offset} bytes on`).toBe(true);
  }
  loaded.close();
});
