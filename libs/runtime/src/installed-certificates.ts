import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Settings } from '#config';

export interface InstalledCertificate {
  readonly use: string;
  readonly fingerprint: string;
}

const maxFiles = 128;
const maxBytes = 64 * 1024;

export function installedCertificates(settings: Settings): InstalledCertificate[] {
  return certificateNames(settings).flatMap((file) => {
    const fingerprint = certificateIn(file)?.fingerprint256.replaceAll(':', '').toLowerCase();
    return fingerprint === undefined ? [] : [{ use: `tls:${plainName(file)}`, fingerprint }];
  });
}

export interface CertificateEnd {
  readonly kind: 'LINK' | 'CERTIFICATE';
  readonly name: string;
  readonly to: Date;
}

const linkNames: readonly string[] = ['link', 'link-ca'];

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

function certificateIn(file: string): X509Certificate | undefined {
  try {
    if (statSync(file).size > maxBytes) return undefined;
    return new X509Certificate(readFileSync(file));
  } catch {
    return undefined;
  }
}
