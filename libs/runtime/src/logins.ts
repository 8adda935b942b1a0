import { phrase } from '#kernel';
import { readFileSync } from 'node:fs';
import { RuntimeError } from './errors.js';
import { dirname, join } from 'node:path';
import type { Settings } from '#config';
import type { BorderConnectionOptions } from '#border';
import type { BusLogin, BusService } from '#bus';
import { readSecret } from './secret-file.js';

const portOf = (url: string): number => Number(new URL(url).port);
function text(key: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const problem = phrase`found a file that cannot be read; allowed: a certificate (PEM)`;
    throw new RuntimeError('HOST_SETTINGS_INVALID', phrase`${key}: ${problem}`, error);
  }
}

export function busLoginFor(settings: Settings, service: BusService): BusLogin {
  const { url, caFile, seedDir } = settings.bus;
  const folder = dirname(caFile);
  return {
    service,
    host: new URL(url).hostname,
    port: portOf(url),
    seed: readSecret(join(seedDir, `bus-${service}.nk`)),
    tls: {
      authority: text('bus.caFile', caFile),
      certificate: text('bus.caFile', join(folder, `bus-${service}.crt`)),
      key: readSecret(join(folder, `bus-${service}.key`)),
    },
    connectWithinMs: 30_000,
  };
}

export function borderLoginFor(settings: Settings): BorderConnectionOptions {
  const { url, monitorUrl, caFile, certFile, keyFile, seedFile } = settings.border;
  return {
    clientPort: portOf(url),
    monitorPort: portOf(monitorUrl),
    seed: readSecret(seedFile),
    tls: {
      authority: text('border.caFile', caFile),
      certificate: text('border.certFile', certFile),
      key: readSecret(keyFile),
    },
    connectWithinMs: 30_000,
  };
}

export const databasePassword = (settings: Settings, service: string): string =>
  readSecret(join(settings.database.passwordDir, `db-${service}`));
