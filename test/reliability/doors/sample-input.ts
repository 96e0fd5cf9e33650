import * as z from 'zod';

/** The JSON Schema of an input, as far as the app's inputs use it. */
interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maxLength?: number;
}

/** One place of an input that holds a text or a number of the caller's own choice. */
export interface Leaf {
  /** Such as `items.0.path`. */
  readonly name: string;
  readonly kind: 'text' | 'number';
  /** A path of the service's machine: the schemas give those 4,096 characters. */
  readonly isPath: boolean;
  /** The whole input with another value in this place. */
  replaced(value: unknown): unknown;
}

/** An input that its schema takes, and the places in it. */
export interface Sample {
  readonly input: unknown;
  readonly leaves: readonly Leaf[];
}

const longestPath = 4_096;

/**
 * Inputs that a procedure takes: one for each form that its schema has, except forms that a rule beyond their shape
 * refuses. Values are those of `known` by their place's name, else the least that the schema takes. Throws where none
 * is taken: no procedure is left out.
 */
export function sampleInputs(schema: z.ZodType, known: Readonly<Record<string, unknown>>): readonly Sample[] {
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  const forms = formsOf(described, 'input', known);
  const taken = forms.filter(({ value }) => schema.safeParse(value).success);
  if (taken.length === 0) throw new Error(`the schema takes none of ${JSON.stringify(forms)}`);
  return taken.map(({ value, leaves }) => ({
    input: value,
    leaves: leaves.map(({ path, kind, isPath }) => ({
      name: path.join('.'),
      kind,
      isPath,
      replaced: (other) => withValueAt(value, path, other),
    })),
  }));
}

interface Form {
  readonly value: unknown;
  readonly leaves: readonly (Pick<Leaf, 'kind' | 'isPath'> & { readonly path: readonly string[] })[];
}

function formsOf(schema: Schema, name: string, known: Readonly<Record<string, unknown>>): readonly Form[] {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.flatMap((choice) => formsOf(choice, name, known));
  if (schema.const !== undefined) return [{ value: schema.const, leaves: [] }];
  if (schema.enum) return [{ value: schema.enum[0], leaves: [] }];
  const { type = 'null' } = schema;
  switch (type) {
    case 'object':
      return objectForms(schema, known);
    case 'array':
      return arrayForms(schema, name, known);
    case 'string':
      return [{ value: known[name] ?? 'abcdef012345', leaves: [leaf('text', schema)] }];
    case 'number':
    case 'integer':
      return [{ value: known[name] ?? leastNumber(schema), leaves: [leaf('number', schema)] }];
    case 'boolean':
      return [{ value: false, leaves: [] }];
    case 'null':
      return [{ value: null, leaves: [] }];
  }
}

function leaf(kind: Leaf['kind'], { maxLength }: Schema): Form['leaves'][number] {
  return { kind, isPath: maxLength === longestPath, path: [] };
}

function leastNumber({ minimum, exclusiveMinimum, type }: Schema): number {
  if (minimum !== undefined) return Math.max(minimum, 0);
  return exclusiveMinimum === undefined ? 0 : exclusiveMinimum + (type === 'integer' ? 1 : 1e-3);
}

/** The first form of every property, and each further form of one property with the first ones of the others. */
function objectForms({ properties = {} }: Schema, known: Readonly<Record<string, unknown>>): readonly Form[] {
  const entries = Object.entries(properties).map(
    ([name, schema]) => [name, formsOf(schema, name, known)] as const,
  );
  const most = Math.max(1, ...entries.map(([, forms]) => forms.length));
  return Array.from({ length: most }, (_, index) => {
    const chosen = entries.map(([name, forms]) => [name, forms[index] ?? forms[0]!] as const);
    return {
      value: Object.fromEntries(chosen.map(([name, { value }]) => [name, value])),
      leaves: chosen.flatMap(([name, { leaves }]) => leaves.map((one) => below(name, one))),
    };
  });
}

function arrayForms(schema: Schema, name: string, known: Readonly<Record<string, unknown>>): readonly Form[] {
  if (schema.prefixItems)
    return [{ value: schema.prefixItems.map((item) => formsOf(item, name, known)[0]!.value), leaves: [] }];
  return formsOf(schema.items ?? {}, name, known).map(({ value, leaves }) => ({
    value: [value],
    leaves: leaves.map((one) => below('0', one)),
  }));
}

function below(name: string, { path, ...rest }: Form['leaves'][number]): Form['leaves'][number] {
  return { ...rest, path: [name, ...path] };
}

function withValueAt(value: unknown, [first, ...rest]: readonly string[], other: unknown): unknown {
  if (first === undefined) return other;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string,
    unknown
  >;
  copy[first] = withValueAt(copy[first], rest, other);
  return copy;
}
