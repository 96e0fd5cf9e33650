/** What TensorFlow's libraries are called, by operating system; the first name that is there is taken. */
export interface LibraryNames {
  /** The C API: in Python's wheels a part of libtensorflow_cc. */
  readonly api: readonly string[];
  readonly framework: readonly string[];
}

export function libraryNames(platform: NodeJS.Platform = process.platform): LibraryNames {
  if (platform === 'darwin')
    return {
      api: ['libtensorflow_cc.2.dylib', 'libtensorflow.2.dylib', 'libtensorflow.dylib'],
      framework: ['libtensorflow_framework.2.dylib', 'libtensorflow_framework.dylib'],
    };
  return {
    api: ['libtensorflow_cc.so.2', 'libtensorflow.so.2', 'libtensorflow.so'],
    framework: ['libtensorflow_framework.so.2', 'libtensorflow_framework.so'],
  };
}
