import type { RgbPixels } from '../rgb-pixels.ts';
import { resizeModule, spareBytes } from './resize-module.ts';
import { type TapTable, tapTable } from './tap-table.ts';

/** The resize in WebAssembly with 128-bit vectors: the same bytes as the plain loops, many times faster. */
export interface ResizeKernel {
  /**
   * Sizes in pixels. Leaves its input as it is; the result is a copy of its own. Null where the memory for it is not
   * to be had.
   */
  resize(photo: RgbPixels, width: number, height: number, columnsFirst: boolean): RgbPixels | null;
}

/** The parts of WebAssembly used here: the types of Node leave it out. */
declare const WebAssembly: {
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object) => { readonly exports: object };
};

type Pass = (...parameters: number[]) => void;
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly rows: Pass;
  readonly columns: Pass;
}

const pageBytes = 65536;

/** Null where WebAssembly has no 128-bit vectors. */
export function openResizeKernel(): ResizeKernel | null {
  const bytes = resizeModule();
  if (!WebAssembly.validate(bytes)) return null;
  const exports = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as Exports;
  return {
    resize(photo, width, height, columnsFirst) {
      const work = layOut(photo, width, height, columnsFirst);
      if (!makeRoom(exports.memory, work.end)) return null;
      const memory = new Uint8Array(exports.memory.buffer);
      memory.set(photo.data, work.source);
      let at = work.source;
      for (const { along, source, target, table, tableAt, targetAt } of work.passes) {
        new Int32Array(memory.buffer).set(table.words, tableAt / 4);
        const tableEnd = tableAt + table.words.byteLength;
        const rowBytes = source.width * 3;
        const weights = [tableAt, tableEnd, table.entryBytes] as const;
        if (along === 'rows') {
          const targetRowBytes = target.width * 3;
          const targetEnd = targetAt + target.height * targetRowBytes;
          exports.rows(at, targetAt, rowBytes, targetEnd, targetRowBytes, ...weights);
        } else exports.columns(at, rowBytes, targetAt, ...weights);
        at = targetAt;
      }
      return { data: memory.slice(at, at + width * height * 3), width, height };
    },
  };
}

function makeRoom(memory: Exports['memory'], bytes: number): boolean {
  const lacking = bytes - memory.buffer.byteLength;
  if (lacking <= 0) return true;
  try {
    memory.grow(Math.ceil(lacking / pageBytes));
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** One pass, and where in memory its table and its result lie. */
interface PassWork {
  readonly along: 'rows' | 'columns';
  readonly source: Size;
  readonly target: Size;
  readonly table: TapTable;
  readonly tableAt: number;
  readonly targetAt: number;
}

/** The passes that change anything, and the memory they need, each buffer with room for reads beyond its end. */
function layOut(
  photo: RgbPixels,
  width: number,
  height: number,
  columnsFirst: boolean,
): { readonly source: number; readonly passes: readonly PassWork[]; readonly end: number } {
  let end = 0;
  const take = (bytes: number): number => {
    const start = end;
    end += Math.ceil(bytes / 16) * 16;
    return start;
  };
  const takePixels = (size: Size): number => take(size.width * size.height * 3 + spareBytes(size.width * 3));
  const start = takePixels(photo);
  const passes: PassWork[] = [];
  let source: Size = photo;
  for (const along of columnsFirst ? (['columns', 'rows'] as const) : (['rows', 'columns'] as const)) {
    const target = along === 'rows' ? { ...sizeOf(source), width } : { ...sizeOf(source), height };
    if (target.width === source.width && target.height === source.height) continue;
    const table = along === 'rows' ? tapTable(source.width, width) : tapTable(source.height, height);
    const tableAt = take(table.words.byteLength);
    passes.push({ along, source, target, table, tableAt, targetAt: takePixels(target) });
    source = target;
  }
  return { source: start, passes, end };
}

function sizeOf({ width, height }: Size): Size {
  return { width, height };
}
