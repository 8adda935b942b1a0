// Reads TypeScript for a bundle as Jest does, with the metadata of decorators, which Nest needs.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { transform } from '@swc/core';
import { swc } from './swc.mjs';

export const fromSource = {
  name: 'from source',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const read = readFileSync(path, 'utf8');
      const { code } = await transform(read, { ...swc, filename: path, sourceMaps: 'inline' });
      // Files beside a source are found by this address.
      const url = JSON.stringify(pathToFileURL(path).href);
      return { contents: code.replaceAll('import.meta.url', url) };
    });
  },
};
