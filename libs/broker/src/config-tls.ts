import { quoted, type BrokerText } from './config-text.js';

export interface TlsFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** File with the trusted certificate authorities. The border's listener trusts those of all neighbours. */
  readonly authorityFile: string;
}

function common(text: BrokerText, files: TlsFiles): void {
  text.set('cert_file', quoted(files.certificateFile, 'certificateFile'));
  text.set('key_file', quoted(files.keyFile, 'keyFile'));
  text.set('ca_file', quoted(files.authorityFile, 'authorityFile'));
  text.set('min_version', '"1.3"');
  // TLS starts before any byte of the broker's protocol, in either direction.
  text.set('handshake_first', 'true');
  text.set('timeout', '3');
}

export function serverTls(text: BrokerText, files: TlsFiles): void {
  text.block('tls', (tls) => {
    common(tls, files);
    tls.set('verify', 'true');
  });
}

/**
 * Writes mutual TLS 1.3 for an outgoing connection. Omits the option `verify`, because the broker always verifies the server
 * of an outgoing connection.
 */
export function clientTls(text: BrokerText, files: TlsFiles): void {
  text.block('tls', (tls) => common(tls, files));
}
