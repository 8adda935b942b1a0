// Reads TypeScript for a bundle as Jest does, with the metadata of decorators, which Nest needs.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transform } from '@swc/core';
import { swc } from './swc.mjs';

export const fromSource = {
  name: 'from source',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const read = readFileSync(path, 'utf8');
      const { code } = await transform(read, { ...swc, filename: path, sourceMaps: 'inline' });
      // Files beside a source are found by this address or folder.
      const url = JSON.stringify(pathToFileURL(path).href);
      const folder = JSON.stringify(dirname(path));
      return {
        contents: code
          .replaceAll('import.meta.url', () => url)
          .replaceAll('import.meta.dirname', () => folder),
      };
    });
  },
};
