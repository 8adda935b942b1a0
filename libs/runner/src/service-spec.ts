import { readFileSync } from 'node:fs';
import type { Service } from '#config';
import { readyFile } from '#runtime';
import type { ProcessSpec } from './managed-process.js';

// MiB: Node.js 24 lets the space of young objects grow to twice of this, and a service that carries a large file with it.
const mostYoung = 16;

export function serviceSpec(
  service: Service,
  script: string,
  settingsFile: string,
  dataDir: string,
): ProcessSpec {
  return {
    name: service,
    command: process.execPath,
    args: [
      `--max-semi-space-size=${mostYoung}`,
      '--enable-source-maps',
      script,
      '--settings',
      settingsFile,
    ],
    env: { NODE_ENV: 'production', TZ: 'UTC' },
    cwd: dataDir,
    ready: (pid) => {
      try {
        return Promise.resolve(readFileSync(readyFile(dataDir, service), 'utf8') === String(pid));
      } catch {
        return Promise.resolve(false);
      }
    },
  };
}
