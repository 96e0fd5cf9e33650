/** What a maker says of a GPU's speed: never reached, never exceeded. */
export interface PublishedGpu {
  readonly name: string;
  /** fp32. */
  readonly flopASecond: number;
  readonly bytesASecond: number;
  readonly source: string;
}

export const publishedGpus: readonly PublishedGpu[] = [
  {
    name: 'Apple M2, 10 GPU cores',
    flopASecond: 3.6e12,
    bytesASecond: 100e9,
    source: 'Apple, press release on the M2, June 2022: 3.6 teraflops, 100 GB/s',
  },
  {
    name: 'NVIDIA GeForce RTX 4060',
    flopASecond: 15.1e12,
    bytesASecond: 272e9,
    source:
      'NVIDIA, GeForce RTX 4060: 3,072 CUDA cores at 2.46 GHz, two operations each; 17 Gbit/s on 128 bits',
  },
  {
    name: 'Intel Arc A770, 16 GB',
    flopASecond: 17.2e12,
    bytesASecond: 560e9,
    source:
      'Intel, Arc A770: 512 vector engines of 8 lanes at 2.1 GHz, two operations each; 17.5 Gbit/s on 256 bits',
  },
];

/** Seconds that so much work takes at least. */
export interface Roofline {
  /** Where arithmetic and memory overlap wholly: the larger of the two. */
  readonly overlapped: number;
  /** Where they do not overlap: their sum. */
  readonly apart: number;
}

/** Source: S. Williams, A. Waterman, D. Patterson, Communications of the ACM 52:4 (2009). */
export function roofline(
  { flopASecond, bytesASecond }: PublishedGpu,
  { flop, bytes }: { readonly flop: number; readonly bytes: number },
): Roofline {
  const [arithmetic, memory] = [flop / flopASecond, bytes / bytesASecond];
  return { overlapped: Math.max(arithmetic, memory), apart: arithmetic + memory };
}
