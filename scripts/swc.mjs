export const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    experimental: { keepImportAttributes: true },
    target: 'es2022',
    keepClassNames: true,
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
};
