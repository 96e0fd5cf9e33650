import { onnxIntegers, onnxNode } from '../../backend/onnx/onnx-nodes.ts';
import { toChannelsFirst } from '../../models/passes/onnx-graph.ts';
import type { OnnxPart } from '../../models/passes/onnx-part.ts';
import { TensorProto_DataType } from '../../storage/generated/onnx_model_pb.ts';
import type { PhotoFront } from '../photo-front.ts';

/** What the photo's part ends with: levels of the network's size, channels first, float32. */
export const onnxPhotoLevels = 'photo/levels';

/**
 * From uint8 photos [batch, height, width, RGB] to the network's size. Resizing stays in uint8, where onnxruntime
 * rounds after each of the two passes as Pillow does: next to Thaw's own pixels.
 */
export function photoNodes(input: string, { resizeTo, cut }: PhotoFront): OnnxPart {
  const turned = onnxNode('photo/turned', 'Transpose', [input], { perm: toChannelsFirst });
  const resized = resizeTo
    ? [
        // Written out for all four axes: onnxruntime refuses a size for some of them (1.30).
        onnxNode('photo/batch', 'Shape', ['photo/turned'], { start: 0, end: 2 }),
        onnxNode('photo/sizes', 'Concat', ['photo/batch', 'photo/size'], { axis: 0 }),
        onnxNode('photo/resized', 'Resize', ['photo/turned', '', '', 'photo/sizes'], {
          antialias: 1,
          mode: 'linear',
          coordinate_transformation_mode: 'half_pixel',
        }),
      ]
    : [];
  const before = resizeTo ? 'photo/resized' : 'photo/turned';
  const cutOff = cut
    ? [onnxNode('photo/cut', 'Slice', [before, 'photo/cut_start', 'photo/cut_end', 'photo/cut_axes'])]
    : [];
  const levels = onnxNode(onnxPhotoLevels, 'Cast', [cut ? 'photo/cut' : before], {
    to: TensorProto_DataType.FLOAT,
  });
  return {
    nodes: [turned, ...resized, ...cutOff, levels],
    constants: [
      ...(resizeTo ? [onnxIntegers('photo/size', resizeTo)] : []),
      ...(resizeTo && cut
        ? [
            onnxIntegers('photo/cut_start', [cut.top, cut.left]),
            onnxIntegers('photo/cut_end', [resizeTo[0] - cut.bottom, resizeTo[1] - cut.right]),
            onnxIntegers('photo/cut_axes', [2, 3]),
          ]
        : []),
    ],
  };
}
