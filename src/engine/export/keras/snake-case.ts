/** A class's name as Keras 3 files its layers: BatchNormalization, batch_normalization. Source: keras/src/utils/naming.py. */
export function snakeCase(className: string): string {
  return className
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
