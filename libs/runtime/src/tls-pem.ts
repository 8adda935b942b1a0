import { phrase } from '#kernel';
import { RuntimeError } from './errors.js';
import { readBounded } from './secret-file.js';

export function tlsPem(name: string, path: string): string {
  try {
    return readBounded(path);
  } catch (cause) {
    const problem = phrase`found a file that cannot be read; allowed: certificates (PEM)`;
    throw new RuntimeError('HOST_SETTINGS_INVALID', phrase`${name}.tlsCaFile: ${problem}`, cause);
  }
}
