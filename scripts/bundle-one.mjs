// Bundles a TypeScript file and its imports into one program that a test starts: node scripts/bundle-one.mjs ENTRY OUT
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { inFewFiles } from './esbuild.mjs';
import { fromSource } from './from-source.mjs';

const [entry, outfile] = process.argv.slice(2);
const options = inFewFiles(fileURLToPath(new URL('..', import.meta.url)));
await build({
  ...{ ...options, outfile, entryPoints: [entry], conditions: ['source'] },
  plugins: [...options.plugins, fromSource],
});
