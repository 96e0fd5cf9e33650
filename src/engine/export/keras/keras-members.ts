/** What a .keras file holds. */
export const metadataFile = 'metadata.json';
export const configFile = 'config.json';
export const weightsFile = 'model.weights.h5';

/** The version of Keras whose form is written. */
export const kerasVersion = '3.15.1';
