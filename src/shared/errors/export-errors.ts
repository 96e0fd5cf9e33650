/** What can go wrong when a model is written for others. */
export interface ExportErrors {
  'unknown-format': { format: string; known: readonly string[] };
  /** What would read the files back is not installed, so that nothing could be checked. */
  'export-reader-missing': { format: string; reader: string; detail: string };
  /** A weight is too large for half precision. */
  'weight-beyond-half': { weight: string; value: number };
  /** The format has no layer of the kind that a layer is. */
  'layer-not-exportable': { format: string; layer: string; kind: string };
  'export-destination-taken': { path: string };
  /** The exported files, read back, do not give Thaw's own scores. They are kept apart, under `keptAt`. */
  'export-scores-differ': {
    format: string;
    /** Whether the difference is of a probability, or of how familiar a photo is. */
    differs: 'probability' | 'familiarity';
    maxDifference: number;
    allowed: number;
    keptAt: string;
  };
}
