/** What can go wrong when a model is written for others. */
export interface ExportErrors {
  'unknown-format': { format: string; known: readonly string[] };
  'export-destination-taken': { path: string };
  /** The exported file, read back, does not give Thaw's own scores. It is kept apart, under `keptAt`. */
  'export-scores-differ': { format: string; maxDifference: number; allowed: number; keptAt: string };
}
