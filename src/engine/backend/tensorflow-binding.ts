/**
 * The part of TensorFlow's N-API addon (inside @tensorflow/tfjs-node-gpu 4.22) that Thaw calls directly. Calls
 * block the thread. Tensors are numbers until deleted; nothing frees them but `deleteTensor`.
 */
export interface TensorFlowBinding {
  /**
   * `dtype` is a TF_ constant. The array may be shared until nothing holds the tensor, so never change it, and let no
   * variable hold it: the array is given back on the thread that lets go last, which must be this one. Of TF_STRING: the
   * bytes of each text, which are copied.
   */
  createTensor(
    shape: readonly number[],
    dtype: number,
    values: Float32Array | Int32Array | Uint8Array | readonly Uint8Array[],
  ): number;
  deleteTensor(tensorId: number): void;
  /** A copy of the values. float32, int32, int64 and bool only. */
  tensorDataSync(
    tensorId: number,
  ): Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;
  /** `tags` separated by commas. Throws an Error with TensorFlow's own message. */
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(modelId: number): void;
  /** `inputs` and `outputs` are names such as `pixels:0`, separated by commas. Leaks when it throws. */
  runSavedModel(
    modelId: number,
    inputIds: readonly number[],
    inputs: string,
    outputs: string,
  ): TensorMetadata[];
  getNumOfSavedModels(): number;
  getNumOfTensors(): number;
  isUsingGpuDevice(): boolean;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_STRING: number;
  readonly TF_UINT8: number;
  readonly TF_Version: string;
}

export interface TensorMetadata {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: number;
}
