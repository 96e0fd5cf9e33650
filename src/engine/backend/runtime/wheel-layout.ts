/**
 * Which files of TensorFlow's and NVIDIA's wheels are unpacked, and that they keep their places: TensorFlow's libraries
 * look for NVIDIA's at ../nvidia/PART/lib from their own folder.
 */

/** The folders of headers that the binding's source reaches; the wheel has twenty times as many. */
const headerFolders = [
  'tensorflow/c/',
  'tensorflow/core/platform/',
  'tsl/platform/',
  'tsl/c/',
  'xla/tsl/c/',
  'xla/tsl/platform/',
];

const tensorflowLibrary = /^tensorflow\/libtensorflow_(cc|framework)\.(so\.2|2\.dylib)$/;
const nvidiaLibrary = /^nvidia\/[^/]+\/lib\/.+\.so[.\d]*$/;
/** What compiles kernels for GPUs that are newer than the wheel. */
const nvidiaCompiler = /^nvidia\/cuda_nvcc\/(bin\/(ptxas|nvlink)|nvvm\/libdevice\/.+)$/;

/** The place of a member of a wheel below the runtime's folder; null where it is not needed. */
export function placeOfMember(name: string): string | null {
  if (tensorflowLibrary.test(name) || nvidiaLibrary.test(name) || nvidiaCompiler.test(name)) return name;
  const header = /^tensorflow\/include\/(.+\.(?:h|inc))$/.exec(name)?.[1];
  return header !== undefined && headerFolders.some((folder) => header.startsWith(folder)) ? name : null;
}

export function isProgram(place: string): boolean {
  return place.includes('/cuda_nvcc/bin/');
}
