import type { SampleFacts } from '../sample-facts.ts';

/** The function `ask` for onnxruntime in Node and in a browser, which gives [answer] or [answer, places] for an input. */
export function onnxAskLines({ preprocessing: { input } }: SampleFacts): string {
  return `async function ask({ data, width, height }) {
  const input = new onnx.Tensor('${input.type}', data, [1, height, width, ${input.channels}]);
  const outputs = await session.run({ [session.inputNames[0]]: input });
  return session.outputNames.map((name) => outputs[name].data);
}
`;
}
