/** What the programs of the kits are run with in Thaw's own tests; a test keeps this true. */
export const checkedVersions = {
  Python: '3.11',
  Keras: '3.15.1',
  TensorFlow: '2.21.0',
  onnxruntime: '1.31.1',
  Pillow: '13.0.0',
  'onnxruntime-node': '1.30.0',
  'onnxruntime-web': '1.30.0',
  'TensorFlow.js': '4.22.0',
  sharp: '0.35.5',
} as const;

/** Such names with their versions. */
export function withVersions(names: readonly (keyof typeof checkedVersions)[]): readonly string[] {
  return names.map((name) => `${name} ${checkedVersions[name]}`);
}
