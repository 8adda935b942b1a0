import { readFileSync } from 'node:fs';
import { RuntimeError } from './errors.js';
import { dirname, join } from 'node:path';
import type { Settings } from '#config';
import type { BorderConnectionOptions } from '#border';
import type { BusLogin, BusService } from '#bus';
import { readSecret } from './secret-file.js';

/** Certificates and secrets of one service, where `liaise init` puts them. */

const portOf = (url: string): number => Number(new URL(url).port);
/** A public file that a key of the settings names. @throws RuntimeError HOST_SETTINGS_INVALID */
function text(key: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const problem = 'found a file that cannot be read; allowed: a certificate (PEM)';
    throw new RuntimeError('HOST_SETTINGS_INVALID', `${key}: ${problem}`, error);
  }
}

/** Login of a service at the internal bus. @throws RuntimeError HOST_SECRET_UNSAFE */
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

/** Login of the exchange at the border broker of its own State. @throws RuntimeError HOST_SECRET_UNSAFE */
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

/** Password of a service's own database role. @throws RuntimeError HOST_SECRET_UNSAFE */
export const databasePassword = (settings: Settings, service: string): string =>
  readSecret(join(settings.database.passwordDir, `db-${service}`));
