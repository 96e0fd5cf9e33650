/** What a model file may be. Larger than any network that Thaw could run, far below what would fill a memory. */
export const importLimits = {
  /** Of the file, or of all files of a folder, in bytes. */
  fileBytes: 4e9,
  /** Of all weights together as float32. */
  weightBytes: 1.5e9,
  /** Of the network's description. */
  descriptionBytes: 32e6,
  /** Of one layer's output for one picture, as float32. */
  outputBytes: 400e6,
  /** Layers in all, and models within models. */
  layers: 3000,
  depth: 20,
  /** Unpacked bytes for one byte of an archive: weights hardly shrink. */
  ratio: 100,
} as const;
