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
 * Certificates beside those that the settings name: of the API, the two brokers, their clients, the end of the links and
 * the authorities that issued them. Public files; what is no certificate is passed over.
 */
export function installedCertificates(settings: Settings): InstalledCertificate[] {
  return certificateNames(settings).flatMap((file) => {
    const fingerprint = certificateIn(file)?.fingerprint256.replaceAll(':', '').toLowerCase();
    return fingerprint === undefined ? [] : [{ use: `tls:${plainName(file)}`, fingerprint }];
  });
}

/** End of a TLS certificate of this machine, or of the authority of a neighbour's end of a link. */
export interface CertificateEnd {
  readonly kind: 'LINK' | 'CERTIFICATE';
  readonly name: string;
  readonly to: Date;
}

/** End of all links at this State, and the authority that vouches for it. */
const linkNames: readonly string[] = ['link', 'link-ca'];

/** Ends of `installedCertificates`, of the X.509 seal, and of the authorities of the neighbours' ends of the links. */
export function certificateEnds(settings: Settings): CertificateEnd[] {
  const own = certificateNames(settings).map((file) => ({
    kind: linkNames.includes(plainName(file)) ? ('LINK' as const) : ('CERTIFICATE' as const),
    name: `tls/${basename(file)}`,
    file,
  }));
  const theirs = certificateFiles(join(settings.dataDir, 'peers')).map((file) => ({
    kind: 'LINK' as const,
    name: `peers/${basename(file)}`,
    file,
  }));
  const { chainFile } = settings.x509Seal;
  const seal =
    chainFile === '' ? [] : [{ kind: 'CERTIFICATE' as const, name: 'x509Seal', file: chainFile }];
  return [...own, ...seal, ...theirs.slice(0, maxFiles)].flatMap(({ file, ...rest }) => {
    const certificate = certificateIn(file);
    return certificate === undefined ? [] : [{ ...rest, to: new Date(certificate.validTo) }];
  });
}

function certificateNames({ http, bus, border }: Settings): string[] {
  const folders = [http.certFile, bus.caFile, border.certFile, border.caFile].map(dirname);
  const files = [...new Set(folders)].flatMap(certificateFiles);
  return [...new Set([...files, http.certFile, border.certFile])].slice(0, maxFiles);
}

const plainName = (file: string): string => basename(file).replace(/\.(crt|pem)$/, '');

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

/** The first certificate in the file. */
function certificateIn(file: string): X509Certificate | undefined {
  try {
    if (statSync(file).size > maxBytes) return undefined;
    return new X509Certificate(readFileSync(file));
  } catch {
    return undefined;
  }
}
