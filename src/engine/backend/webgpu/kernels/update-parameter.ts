import type { TensorInfo } from '@tensorflow/tfjs';
import { assertNever } from '../../../../shared/assert-never.ts';
import { sizeOfShape } from '../../../../shared/size-of-shape.ts';
import { float, mostWorkgroups, runShader, whole, type Shader } from '../run-shader.ts';
import type { WebgpuBackend } from '../webgpu-parts.ts';

/** The formula of a step by its numbers; those of ../../../training/optimizers, which tell where they come from. */
export type UpdateFormula =
  | { readonly kind: 'sgd'; readonly rate: number; readonly momentum: number; readonly nesterov: boolean }
  | {
      readonly kind: 'rmsprop';
      readonly rate: number;
      readonly rho: number;
      readonly momentum: number;
      readonly epsilon: number;
    }
  | {
      readonly kind: 'adam';
      /** With the bias correction. */
      readonly rate: number;
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
      /** Of the parameter itself, a step. */
      readonly decay: number;
    };

/**
 * One parameter's step in one pass, in place: tfjs takes eight to twelve operations, each through memory. `slots`: in the
 * formula's order; `penalty`: times the parameter, added to the gradient.
 */
export function updateParameter(
  backend: WebgpuBackend,
  parameter: TensorInfo,
  gradient: TensorInfo,
  slots: readonly TensorInfo[],
  { formula, penalty }: { readonly formula: UpdateFormula; readonly penalty: number },
): void {
  const size = sizeOfShape(parameter.shape);
  const { shader, numbers } = shaderOf(formula);
  runShader(backend, shader, {
    tensors: [parameter, ...slots, gradient],
    written: [parameter, ...slots],
    settings: [whole(size), ...[penalty, formula.rate, ...numbers].map(float)],
    workgroups: [Math.min(Math.ceil(size / threads), mostWorkgroups)],
  });
}

const threads = 256;

function shaderOf(formula: UpdateFormula): { shader: Shader; numbers: readonly number[] } {
  switch (formula.kind) {
    case 'sgd': {
      const { momentum, nesterov } = formula;
      if (momentum === 0) return { shader: shader('Descent', [], [], descent), numbers: [] };
      const move = nesterov ? 'carried * settings.momentum + step' : 'carried';
      return {
        shader: shader(nesterov ? 'Nesterov' : 'Momentum', ['momentum'], ['momentum'], carriedDescent(move)),
        numbers: [momentum],
      };
    }
    case 'rmsprop': {
      const { rho, momentum, epsilon } = formula;
      return momentum === 0
        ? { shader: shader('Rmsprop', ['velocity'], ['rho', 'epsilon'], rmsprop), numbers: [rho, epsilon] }
        : {
            shader: shader(
              'RmspropMomentum',
              ['velocity', 'momentum'],
              ['rho', 'epsilon', 'momentum'],
              carriedRmsprop,
            ),
            numbers: [rho, epsilon, momentum],
          };
    }
    case 'adam': {
      const { beta1, beta2, epsilon, decay } = formula;
      return {
        shader: shader('Adam', ['momentum', 'velocity'], ['beta1', 'beta2', 'epsilon', 'decay'], adam),
        numbers: [beta1, beta2, epsilon, decay],
      };
    }
    default:
      return assertNever(formula);
  }
}

function shader(name: string, slots: readonly string[], numbers: readonly string[], step: string): Shader {
  const slotBindings = slots.map(
    (slot, index) => `@group(0) @binding(${index + 1}) var<storage, read_write> ${slot}: array<f32>;`,
  );
  return {
    name: `Update${name}`,
    code: `
struct Settings { size: u32, penalty: f32, rate: f32, ${numbers.map((number) => `${number}: f32, `).join('')}}
@group(0) @binding(0) var<storage, read_write> parameter: array<f32>;
${slotBindings.join('\n')}
@group(0) @binding(${slots.length + 1}) var<storage, read> gradients: array<f32>;
@group(0) @binding(${slots.length + 2}) var<uniform> settings: Settings;

@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  for (var i = id.x; i < settings.size; i += groups.x * ${threads}u) {
    let before = parameter[i];
    let gradient = gradients[i] + settings.penalty * before;
    ${step}
  }
}`,
  };
}

const descent = 'parameter[i] = before - settings.rate * gradient;';

const carriedDescent = (move: string): string => `
    let step = -settings.rate * gradient;
    let carried = momentum[i] * settings.momentum + step;
    momentum[i] = carried;
    parameter[i] = before + ${move};`;

const rmspropIncrement = `
    let square = velocity[i] * settings.rho + gradient * gradient * (1.0 - settings.rho);
    velocity[i] = square;
    let increment = gradient * settings.rate / sqrt(square + settings.epsilon);`;

const rmsprop = `${rmspropIncrement}
    parameter[i] = before - increment;`;

const carriedRmsprop = `${rmspropIncrement}
    let carried = momentum[i] * settings.momentum + increment;
    momentum[i] = carried;
    parameter[i] = before - carried;`;

const adam = `
    let mean = momentum[i] + (gradient - momentum[i]) * (1.0 - settings.beta1);
    let square = velocity[i] + (gradient * gradient - velocity[i]) * (1.0 - settings.beta2);
    momentum[i] = mean;
    velocity[i] = square;
    parameter[i] = before * (1.0 - settings.decay) - mean * settings.rate / (sqrt(square) + settings.epsilon);`;
