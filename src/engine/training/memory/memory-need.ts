import type { NetworkSpec } from '../../../shared/network.ts';
import type { Recipe } from '../../../shared/recipe.ts';
import { sizeOfShape } from '../../../shared/size-of-shape.ts';
import { photosPerPass } from '../../models/frozen-pass.ts';
import { layerShapes, type LayerShape } from '../../models/layer-shapes.ts';
import { graphSlots } from '../graph-step/update-nodes.ts';
import { photosMeasuredAtOnce } from '../measure-part.ts';
import type { PhaseLayers } from '../plan-phases.ts';

/*
 * Peak resident memory of a training on a processor, from the shapes. Stages add up rather than take turns: what a stage
 * frees is not all given back. Held against measured peaks (memory-need.test.ts): within a factor of 1.25.
 */

/**
 * The process without a network: Node, the library, decoders. Measured as the peak (getrusage) of a training less what
 * this file works out for it: of `scratch-augmented` at 96 px by TensorFlow (825 MB), and of `scratch` at 64 px by
 * WebAssembly (370 MB).
 */
const runtimeBytes = { tensorflow: 650e6, wasm: 260e6 } as const;

const bytesPerNumber = 4;

/**
 * Times the weights of a network that does not learn, for each graph it is in: as read, as constants of the graph that
 * is written, encoded, and read by TensorFlow, and blocked for the processor. Measured: vgg11-scratch at 64 px, whose
 * peak is that of the finished model.
 */
const copiesOfConstants = 5;
/** Training copies and the validation part go through graphs of their own. Measured: linear-svm at 150 px. */
const frozenGraphs = 2;

/** Of what learns, beside its slots: gradients and what the phase began with. */
const copiesOfLearned = 2;
/** Inside TensorFlow, and as read after an epoch to be saved. */
const copiesOfState = 2;

/** A layer's output and its gradient. */
const copiesOfActivations = 2;
/** Input and output of the largest layer, with the library's scratch; the layers below it are gone. */
const copiesOfForward = 3;

/** Of a training step's inputs: read ahead, computed, on their way to TensorFlow. */
const batchesAtOnce = 3;

export interface NeededMemory {
  /** Whatever the photos computed at once. */
  readonly fixed: number;
  /** For each photo that a training step computes at once. */
  readonly perPhoto: number;
}

/** What each phase takes, in bytes. */
export function memoryNeed(
  network: NetworkSpec,
  phases: readonly PhaseLayers[],
  backend: Recipe['backend'],
): readonly NeededMemory[] {
  const shapes = layerShapes(network);
  const runtime = runtimeBytes[backend === 'wasm' ? 'wasm' : 'tensorflow'];
  const pass = photosPerPass * copiesOfForward * largestLayer(shapes);
  // Up to the highest layer whose output is cached.
  const frozen = Math.max(...phases.map(({ measureFrom }) => measureFrom));
  const constants =
    frozenGraphs * copiesOfConstants * weightBytes(shapes.slice(0, frozen)) + (frozen > 0 ? pass : 0);
  // The finished model is opened whole.
  const finishing = copiesOfConstants * weightBytes(shapes) + pass;
  return phases.map(({ config, from, measureFrom, learnFrom }) => {
    const running = shapes.slice(from);
    const learned = bytesPerNumber * sum(shapes.slice(learnFrom), ({ learnable }) => learnable);
    const held = copiesOfConstants * Math.max(0, weightBytes(running) - learned);
    const state = copiesOfState * (1 + graphSlots(config.optimizer).length);
    const input = from === 0 ? sizeOfShape(network.inputShape) : sizeOfShape(shapes[from - 1]!.outputShape);
    const measuring = photosMeasuredAtOnce * copiesOfForward * largestLayer(shapes.slice(measureFrom));
    const learning =
      constants +
      held +
      learned * (copiesOfLearned + state) +
      config.batchSize * batchesAtOnce * bytesPerNumber * input;
    const perPhoto =
      copiesOfActivations * bytesPerNumber * sum(running, (layer) => sizeOfShape(layer.outputShape));
    return { fixed: runtime + Math.max(finishing, learning, learning + measuring - perPhoto), perPhoto };
  });
}

function largestLayer(shapes: readonly LayerShape[]): number {
  return (
    bytesPerNumber *
    Math.max(
      0,
      ...shapes.map(
        ({ inputShapes, outputShape }) => sum(inputShapes, sizeOfShape) + sizeOfShape(outputShape),
      ),
    )
  );
}

function weightBytes(shapes: readonly LayerShape[]): number {
  return bytesPerNumber * sum(shapes, ({ parameters }) => parameters);
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
