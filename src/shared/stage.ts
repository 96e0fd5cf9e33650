/** What a job is doing. Every stage is announced once, then reports progress. */
export type Stage =
  | 'scanning'
  | 'splitting'
  | 'undoing'
  | 'preparing-gpu'
  | 'choosing-precision'
  | 'reading-photos'
  | 'finding-twins'
  | 'reading-model'
  | 'measuring-speed'
  | 'caching-features'
  | 'arranging-photos'
  | 'sweeping-rates'
  | 'training'
  | 'evaluating'
  | 'testing'
  | 'predicting'
  | 'explaining'
  | 'exporting'
  | 'reporting'
  | 'checking'
  | 'downloading'
  | 'packing'
  | 'unpacking'
  | 'compiling';

/** A stage whose seconds a run's record keeps: some are too short, or too early, to be shown while they last. */
export type TimedStage = Stage | 'loading-weights' | 'opening-backend' | 'estimating-time';
