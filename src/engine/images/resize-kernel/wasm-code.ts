/**
 * A small assembler for WebAssembly with 128-bit SIMD: each function returns the bytes of one instruction, after those
 * of its operands, so that code reads as nested calls. Only what the resize kernel needs is here. Opcodes:
 * WebAssembly 2.0, section 5.4 (Binary Format, Instructions); the module: section 5.5.
 */
export type Code = readonly number[];

/** Value types: a 32-bit number, and 16 bytes. */
const i32 = 0x7f;
const v128 = 0x7b;

/** A parameter or local variable. */
export interface Local {
  readonly index: number;
}

/** The variables of a function by name: its parameters, its other numbers, its vectors. */
export function declare<Name extends string>(...names: readonly (readonly Name[])[]): Record<Name, Local> {
  const entries = names.flat().map((name, index) => [name, { index }] as const);
  return Object.fromEntries(entries) as Record<Name, Local>;
}

function unsigned(value: number): Code {
  const low = value & 0x7f;
  const rest = value >>> 7;
  return rest === 0 ? [low] : [low | 0x80, ...unsigned(rest)];
}

function signed(value: number): Code {
  const low = value & 0x7f;
  const rest = value >> 7;
  const whole = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return whole ? [low] : [low | 0x80, ...signed(rest)];
}

/** Two operands, then a plain opcode. */
const binary =
  (opcode: number) =>
  (first: Code, second: Code): Code => [...first, ...second, opcode];
/** Operands, then an opcode of the SIMD page. */
const vector =
  (opcode: number) =>
  (...operands: Code[]): Code => [...operands.flat(), 0xfd, ...unsigned(opcode)];
/** An access at address + offset. Photos lie anywhere, so that no alignment is promised. */
const access =
  (opcode: Code, lane: Code = []) =>
  (...operands: Code[]): Code => [...operands.flat(), ...opcode, 0, 0, ...lane];

export const get = ({ index }: Local): Code => [0x20, ...unsigned(index)];
export const set = ({ index }: Local, value: Code): Code => [...value, 0x21, ...unsigned(index)];
export const constant = (value: number): Code => [0x41, ...signed(value)];
export const add = binary(0x6a);
export const multiply = binary(0x6c);
export const lessUnsigned = binary(0x49);

/** `body`, again for as long as `condition` holds after it. */
export const repeatWhile = (condition: Code, ...body: Code[]): Code => [
  ...[0x03, 0x40],
  ...body.flat(),
  ...condition,
  ...[0x0d, 0x00],
  0x0b,
];

/** 32 bits from an address. */
export const load = access([0x28]);
/** 16 bytes from an address. */
export const loadVector = access([0xfd, 0x00]);
/** 8 bytes from an address, the upper half zero. */
export const load8Bytes = access([0xfd, ...unsigned(0x5d)]);
/** 32 bits from an address, in each of four lanes. */
export const loadSplat = access([0xfd, 0x09]);
/** 16 bytes to an address. */
export const storeVector = access([0xfd, 0x0b]);
/** A byte, or the word of two bytes, at this place in a vector to an address. */
export const storeByte = (place: number) => access([0xfd, ...unsigned(0x58)], [place]);
export const storeWord = (place: number) => access([0xfd, ...unsigned(0x59)], [place]);

/** The bytes of two vectors picked by index, 0 to 15 from the first and 16 to 31 from the second. */
export const shuffle = (first: Code, second: Code, picks: readonly number[]): Code => [
  ...first,
  ...second,
  ...[0xfd, 0x0d],
  ...picks,
];
/** The bytes of a vector picked by index; -1 picks a zero, in the form for which processors need one instruction. */
export const pick = (from: Code, picks: readonly number[]): Code => [
  ...from,
  ...[0xfd, 0x0c, ...picks.map((index) => index & 0xff)],
  ...[0xfd, 0x0e],
];
export const splat = vector(0x11);
/** Eight words, each with a byte of the lower or upper half. */
export const widenLow = vector(0x89);
export const widenHigh = vector(0x8a);
/** Two times four 32-bit values as eight words, and two times eight words as bytes, both held to what fits. */
export const narrowToWords = vector(0x85);
export const narrowToBytes = vector(0x66);
export const shiftLeft = vector(0xab);
export const shiftRight = vector(0xac);
export const addVectors = vector(0xae);
/** Eight products of signed words, added up by pairs into four 32-bit values. */
export const dotPairs = vector(0xba);

export interface WasmFunction {
  readonly name: string;
  /** Names of its 32-bit parameters. */
  readonly parameters: readonly string[];
  /** Names of its other 32-bit variables, and of those of 16 bytes; zero at first. Indexes follow this order. */
  readonly numbers: readonly string[];
  readonly vectors: readonly string[];
  readonly body: Code;
}

const counted = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes];
const section = (id: number, items: readonly Code[]): Code => [id, ...sized(counted(items))];
const text = (words: string): Code => sized([...Buffer.from(words)]);

/** A module of functions without results, over a memory it exports as `memory`, at first one page (64 KiB). */
export function wasmModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [0x60, ...counted(parameters.map(() => [i32])), 0]);
  const exported = functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]);
  const bodies = functions.map(({ numbers, vectors, body }) => {
    const locals = [
      [...unsigned(numbers.length), i32],
      [...unsigned(vectors.length), v128],
    ];
    return sized([...counted(locals), ...body, 0x0b]);
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, types),
    ...section(
      3,
      functions.map((_, index) => unsigned(index)),
    ),
    ...section(5, [[0x00, 0x01]]),
    ...section(7, [[...text('memory'), 0x02, 0x00], ...exported]),
    ...section(10, bodies),
  ]);
}
