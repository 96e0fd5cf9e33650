import { ThawError } from '../../shared/errors/thaw-error.ts';
import { isRecord } from './inbound.ts';
import type { NetworkTrace, TracedLayer, Value } from './trace-network.ts';

/**
 * Makes the network's end one dense layer that gives probabilities, as Thaw has it: an activation that stands alone
 * becomes the layer's own, logits become probabilities as the training says. Returns the number of classes. Throws
 * `model-layer-not-read`.
 */
export function readAnswers(trace: NetworkTrace, answer: Value, training: unknown): number {
  const isEnd = answer.kind === 'layer' && answer.name === trace.layers.at(-1)?.spec.name;
  const end = mergedEnd(trace);
  const { spec } = end;
  if (spec.kind !== 'dense' || !isEnd) return trace.refuse(spec.name, 'output', spec.kind);
  const activation =
    spec.activation === 'linear' ? ofLogits(trace, spec.name, spec.units, training) : spec.activation;
  const fits = activation === 'sigmoid' ? spec.units === 1 : activation === 'softmax' && spec.units > 1;
  if (!fits) return trace.refuse(spec.name, 'output', `${activation}, ${spec.units}`);
  trace.layers.splice(-1, 1, { ...end, spec: { ...spec, activation } });
  return activation === 'sigmoid' ? 2 : spec.units;
}

/** The last layer that has weights, with the activation that follows it; a dropout at the end does nothing. */
function mergedEnd(trace: NetworkTrace): TracedLayer {
  const { layers } = trace;
  const last = layers.at(-1);
  if (!last) throw new ThawError('model-file-damaged', { file: trace.file, detail: 'no layer with weights' });
  const before = layers.at(-2);
  if (last.spec.kind !== 'activation' || before?.spec.kind !== 'dense' || last.spec.inputs) return last;
  if (before.spec.activation !== 'linear') return last;
  const merged = { ...before, spec: { ...before.spec, activation: last.spec.activation } };
  layers.splice(-2, 2, merged);
  return merged;
}

/** What turns logits into probabilities: the loss's own way. */
function ofLogits(
  trace: NetworkTrace,
  layer: string,
  units: number,
  training: unknown,
): 'sigmoid' | 'softmax' {
  const loss = lossOf(training);
  if (loss && !/crossentropy/i.test(loss.name)) return trace.refuse(layer, 'output', `linear, ${loss.name}`);
  trace.notes.push({ note: loss?.fromLogits ? 'logits' : 'logits-assumed', layer });
  return units === 1 ? 'sigmoid' : 'softmax';
}

function lossOf(training: unknown): { readonly name: string; readonly fromLogits: boolean } | null {
  if (!isRecord(training)) return null;
  const given = training.loss;
  const loss: unknown = Array.isArray(given) && given.length === 1 ? (given as unknown[])[0] : given;
  if (typeof loss === 'string') return { name: loss.slice(0, 80), fromLogits: false };
  if (!isRecord(loss)) return null;
  const config = isRecord(loss.config) ? loss.config : {};
  const name = [loss.config, loss.class_name].find((one) => typeof one === 'string') ?? '';
  return { name: name.slice(0, 80), fromLogits: config.from_logits === true };
}
