import { quoted, type BrokerText } from './config-text.js';

export interface TlsFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** Authority that this side believes: the neighbour's, or a bundle of the neighbours' authorities on a listener. */
  readonly authorityFile: string;
}

function common(text: BrokerText, files: TlsFiles): void {
  text.set('cert_file', quoted(files.certificateFile, 'certificateFile'));
  text.set('key_file', quoted(files.keyFile, 'keyFile'));
  text.set('ca_file', quoted(files.authorityFile, 'authorityFile'));
  text.set('min_version', '"1.3"');
  // TLS before a single byte of the broker's own protocol, in either direction.
  text.set('handshake_first', 'true');
  text.set('timeout', '3');
}

/** Mutual TLS 1.3 of a listening port. */
export function serverTls(text: BrokerText, files: TlsFiles): void {
  text.block('tls', (tls) => {
    common(tls, files);
    tls.set('verify', 'true');
  });
}

/** Mutual TLS 1.3 of a connection that this broker opens; it always verifies, there is no word for it. */
export function clientTls(text: BrokerText, files: TlsFiles): void {
  text.block('tls', (tls) => common(tls, files));
}
