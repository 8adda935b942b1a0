import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Settings } from '#config';

/** A TLS certificate of this machine, by the SHA-256 of its bytes. */
export interface InstalledCertificate {
  readonly use: string;
  readonly fingerprint: string;
}

const maxFiles = 128;
const maxBytes = 64 * 1024;

/**
 * The certificates beside those that the settings name: of the door, the two brokers, their clients, the end of the links
 * and the authorities that issued them. Public files; what is no certificate is passed over.
 */
export function installedCertificates({ http, bus, border }: Settings): InstalledCertificate[] {
  const folders = [http.certFile, bus.caFile, border.certFile, border.caFile].map(dirname);
  const files = [...new Set(folders)].flatMap(certificateFiles);
  const named = new Set([...files, http.certFile, border.certFile]);
  return [...named].slice(0, maxFiles).flatMap((file) => {
    const fingerprint = fingerprintOf(file);
    return fingerprint === undefined
      ? []
      : [{ use: `tls:${basename(file).replace(/\.(crt|pem)$/, '')}`, fingerprint }];
  });
}

function certificateFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.crt'))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Of the first certificate in the file. */
function fingerprintOf(file: string): string | undefined {
  try {
    if (statSync(file).size > maxBytes) return undefined;
    return new X509Certificate(readFileSync(file)).fingerprint256.replaceAll(':', '').toLowerCase();
  } catch {
    return undefined;
  }
}
