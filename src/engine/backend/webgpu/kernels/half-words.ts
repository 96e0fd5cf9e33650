/**
 * How a shader holds four half words (IEEE 754's binary16) that lie side by side: `Quad`, which `wide` makes numbers of,
 * and `narrow` makes of numbers, rounded. `native`: as WebGPU's feature shader-f16 has them; `packed`: as any GPU has
 * them, by WGSL's own unpacking. In memory both are the same 8 bytes, and sums are of the same 32-bit numbers.
 */
export type HalfForm = 'native' | 'packed';

/** The largest half. */
export const mostHalf = 65_504;

export const halfWords: Readonly<Record<HalfForm, string>> = {
  native: `
enable f16;
alias Quad = vec4<f16>;
fn wide(quad: Quad) -> vec4<f32> { return vec4<f32>(quad); }
fn narrow(numbers: vec4<f32>) -> Quad { return Quad(numbers); }`,
  packed: `
alias Quad = vec2<u32>;
fn wide(quad: Quad) -> vec4<f32> { return vec4<f32>(unpack2x16float(quad.x), unpack2x16float(quad.y)); }
fn narrow(numbers: vec4<f32>) -> Quad { return Quad(pack2x16float(numbers.xy), pack2x16float(numbers.zw)); }`,
};

/** What is larger than a half becomes the largest one, and is told: what a conversion would make of it is not laid down. */
export const narrowOrTell = `
fn narrowOrTell(numbers: vec4<f32>) -> Quad {
  if (!all(abs(numbers) <= vec4<f32>(${mostHalf}.0))) { atomicStore(&overflow[0], 1u); }
  return narrow(clamp(numbers, vec4<f32>(-${mostHalf}.0), vec4<f32>(${mostHalf}.0)));
}`;
