import { types } from 'node:util';
import { say } from '#language/console';

// Names that OpenSSL and Node give to a certificate that does not verify, or to a handshake that fails.
const foreignForm =
  /^(?:CERT_|CRL_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|ERROR_IN_CERT_|ERROR_IN_CRL_|INVALID_(?:CA|PURPOSE|NON_CA|EXTENSION)|DEPTH_ZERO_|SELF_SIGNED_|PATH_LENGTH_|HOSTNAME_MISMATCH|KEYUSAGE_|CA_)/;

// The code EPROTO is also that of a handshake; its text then names the SSL routines.
const isHandshake = (code: string, message: string): boolean =>
  code === 'EPROTO' && /\bSSL\b/i.test(message);

// Where the certificate of whoever answers is not good; undefined for every other failure.
function foreignWords(code: string, message: string): string | undefined {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH')
    return say('client.otherName');
  if (code === 'CERT_HAS_EXPIRED') return say('client.certificateEnded');
  if (/^(?:ERR_TLS_|ERR_SSL_)/.test(code) || isHandshake(code, message))
    return say('client.noHandshake', { code });
  return foreignForm.test(code) ? say('client.otherAuthority') : undefined;
}

const unreachable = {
  ECONNREFUSED: 'client.refused',
  ECONNRESET: 'client.reset',
  ENOTFOUND: 'client.unknownHost',
  EAI_AGAIN: 'client.unknownHost',
  ETIMEDOUT: 'client.timedOut',
  EHOSTUNREACH: 'client.noRoute',
  ENETUNREACH: 'client.noRoute',
} as const;
const isUnreachable = (code: string): code is keyof typeof unreachable =>
  Object.hasOwn(unreachable, code);

export interface Failure {
  readonly code: 'CLI_UNREACHABLE' | 'CLI_GATEWAY_FOREIGN';
  readonly why: string;
}

/** Chooses CLI_GATEWAY_FOREIGN for a failed certificate check or TLS handshake, else CLI_UNREACHABLE. Pure. */
export function failureOf(cause: unknown): Failure {
  const isError = types.isNativeError(cause);
  const code = isError && 'code' in cause ? String(cause.code) : '';
  const foreign = foreignWords(code, isError ? cause.message : '');
  if (foreign !== undefined) return { code: 'CLI_GATEWAY_FOREIGN', why: foreign };
  if (isUnreachable(code))
    return { code: 'CLI_UNREACHABLE', why: say(unreachable[code], { code }) };
  // Where a name has several addresses, the error about all of them has a code alone.
  const said = isError ? cause.message || code : '';
  return { code: 'CLI_UNREACHABLE', why: said || say('client.noConnection') };
}
