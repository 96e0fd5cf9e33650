/** What the inputs and outputs of an exported graph are called. */
export const graphKeys = {
  /** float32 [batch, height, width, channels], as preprocessing.json describes it. */
  network: 'preprocessed_picture',
  /** uint8 [batch, height, width, 3], RGB. */
  photo: 'photo',
  /** float32 [batch, numClasses]; in the form `network` as labels.json says, [batch, 1] of a sigmoid. */
  probabilities: 'probabilities',
  /** string [batch, numClasses]: the class that each probability is of. */
  classes: 'classes',
  /** float32 [batch, channels], of length 1: what known-photos.npy is compared with. */
  features: 'features',
} as const;
