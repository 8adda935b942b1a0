// Tells whether dist/ is newer than the sources. Plain Node, no dependencies.
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

function hasNewer(folder, limit) {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const at = join(folder, entry.name);
    // A removed file changes the time of its folder.
    return statSync(at).mtimeMs > limit || (entry.isDirectory() && hasNewer(at, limit));
  });
}

// Written after a good build. The compiler's own record would not do: type checks write it too.
const builtStamp = (root) => join(root, 'dist/.built');
export const markBuilt = (root) => writeFileSync(builtStamp(root), '');

export function buildIsFresh(root) {
  const stamp = builtStamp(root);
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  const settings = ['tsconfig.json', 'package.json', 'package-lock.json'];
  const inputs = [...settings, 'scripts/bundle.mjs', 'scripts/esbuild.mjs'];
  const files = [...inputs, 'apps', 'libs', 'test'];
  const sources = files.map((name) => join(root, name)).filter(existsSync);
  return !sources.some((at) => {
    const found = statSync(at);
    return found.mtimeMs > built || (found.isDirectory() && hasNewer(at, built));
  });
}
