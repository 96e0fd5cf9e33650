import { crc32 } from 'node:zlib';

/** Where a photo's record is, and what it must sum to. */
export interface IndexEntry {
  /** Place in the data file, counted in records from 0. */
  readonly number: number;
  /** recordChecksum of the record. */
  readonly checksum: number;
}

export interface ParsedIndex {
  /** By the photo's SHA-256. */
  readonly entries: Map<string, IndexEntry>;
  /** False where a line was damaged or torn: what it said is not among the entries. */
  readonly whole: boolean;
}

const line = /^(\d{1,15}) ([0-9a-f]{64}) ([0-9a-f]{8}) ([0-9a-f]{8})$/;

/** Bytes of an index line, at most. */
export const indexLineBytes = 15 + 1 + 64 + 1 + 8 + 1 + 8 + 1;

/** One line: record number, photo, the record's checksum, and a checksum of the line itself. */
export function indexLine(sha256: string, entry: IndexEntry): string {
  const text = `${entry.number} ${sha256} ${hex(entry.checksum)}`;
  return `${text} ${hex(crc32(text))}\n`;
}

/** Reads what is whole and leaves out the rest. Of two lines for one photo the later holds: it was computed anew. */
export function parseIndex(text: string): ParsedIndex {
  const entries = new Map<string, IndexEntry>();
  const lines = text.split('\n');
  let whole = lines.pop() === '';
  for (const found of lines) {
    const [, number, sha256, checksum, lineChecksum] = line.exec(found) ?? [];
    if (sha256 !== undefined && hex(crc32(found.slice(0, -9))) === lineChecksum)
      entries.set(sha256, { number: Number(number), checksum: parseInt(checksum!, 16) });
    else whole = false;
  }
  return { entries, whole };
}

/**
 * Checksum (CRC-32) of a record. It covers the store's key and the photo too, so that a record at the wrong place, of
 * another store, or of zeros that a power cut left, is not taken for the right one.
 */
export function recordChecksum(key: string, sha256: string, record: Uint8Array): number {
  return crc32(record, crc32(key + sha256));
}

function hex(checksum: number): string {
  return checksum.toString(16).padStart(8, '0');
}
