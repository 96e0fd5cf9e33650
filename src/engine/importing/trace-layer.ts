import type { PictureValue } from './apply-picture-step.ts';
import type { ForeignWeights, LayerPlace } from './foreign-model.ts';
import { isInactive } from './inactive-layers.ts';
import type { Inbound } from './inbound.ts';
import type { KerasNode } from './keras-node.ts';
import { traceCentring } from './trace-centring.ts';
import { isOperation, tracePicture } from './trace-picture.ts';
import type { NetworkTrace, Value } from './trace-network.ts';
import { translateAdd, translateLayer } from './translate-layer.ts';

/** What one layer of a file makes of what it takes, added to the network that grows. Throws `model-layer-not-read`. */
export function traceLayer(
  trace: NetworkTrace,
  weights: ForeignWeights,
  node: KerasNode,
  values: readonly Value[],
  inbound: Inbound | null,
  place: LayerPlace,
  model: string,
): Value {
  const { name, className } = node;
  if (className === 'Lambda') return trace.refuse(name, 'code', className);
  if (inbound?.named.training === true) return trace.refuse(name, 'option', 'training=true');
  const [value] = values;
  if (!node.isForeign && values.length === 1 && isInactive(className)) {
    trace.inactive.push(name);
    return value!;
  }
  const ofPicture = values.every(isPicture)
    ? tracePicture(trace, weights, node, values, inbound, place)
    : null;
  if (ofPicture) return ofPicture;
  if ((value?.kind === 'row' || value?.kind === 'centred') && values.length === 1) {
    const ofCentring = traceCentring(trace, weights, node, value, place);
    if (ofCentring) return ofCentring;
  }
  if (value?.kind === 'layer' && (className === 'Cast' || className === 'Identity') && values.length === 1)
    return value;
  return traceTranslated(trace, node, values, inbound, place, model);
}

function isPicture(value: Value): value is PictureValue {
  return value.kind === 'picture' || value.kind === 'plane';
}

function traceTranslated(
  trace: NetworkTrace,
  node: KerasNode,
  values: readonly Value[],
  inbound: Inbound | null,
  place: LayerPlace,
  model: string,
): Value {
  const inputs = values.map((value) => trace.settle(value, node.name));
  const shapes = inputs.map(({ shape }) => shape);
  const isOnePlace = inputs.some((input) => input.isOnePlace);
  const isSum = node.className === 'Add' && !node.isForeign && !(inbound && isOperation(node, inbound));
  const translated = isSum ? translateAdd(shapes) : translateLayer(activationLayer(node), shapes, isOnePlace);
  switch (translated.kind) {
    case 'problem':
      return trace.refuse(node.name, translated.problem, translated.found);
    case 'shape':
      return { ...inputs[0]!, shape: translated.shape, isOnePlace: translated.shape.length === 3 };
    case 'layer': {
      const { spec, weights, keepsPlace = false } = translated;
      return trace.add({ spec, weights, place }, node.name, model, inputs, keepsPlace || isOnePlace);
    }
  }
}

/** Keras 3 writes an activation that is called as a function as an operation. */
function activationLayer(node: KerasNode): KerasNode {
  const activation = { Relu: 'relu', Relu6: 'relu6', Sigmoid: 'sigmoid' }[node.className];
  return activation === undefined ? node : { ...node, className: 'Activation', config: { activation } };
}
