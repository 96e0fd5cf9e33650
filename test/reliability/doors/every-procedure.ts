import type * as z from 'zod';
import { appRouter } from '../../../src/service/router/app-router.ts';
import { sampleInputs, type Sample } from './sample-input.ts';

/** One procedure of the service, as its router has it. */
export interface Procedure {
  /** Such as `projects.rename`. */
  readonly path: string;
  readonly method: 'query' | 'mutation' | 'subscription';
  /** Inputs that it takes; one without leaves where it takes none. */
  readonly samples: readonly Sample[];
}

interface Definition {
  readonly _def: { readonly type: Procedure['method']; readonly inputs: readonly z.ZodType[] };
}

/** Every procedure, asked of the router itself, so that none can be forgotten. `known`: values by the name of their place. */
export function everyProcedure(known: Readonly<Record<string, unknown>>): readonly Procedure[] {
  const found = appRouter._def.procedures as unknown as Readonly<Record<string, Definition>>;
  return Object.entries(found).map(([path, { _def }]) => ({
    path,
    method: _def.type,
    samples: _def.inputs[0] ? sampleInputs(_def.inputs[0], known) : [{ input: undefined, leaves: [] }],
  }));
}
