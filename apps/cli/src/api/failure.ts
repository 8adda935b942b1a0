import { types } from 'node:util';
import { say } from '#language/console';

const notVerified: readonly string[] = [
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_SIGNATURE_FAILURE'],
  ...['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'CERT_UNTRUSTED'],
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

// Where the certificate of whoever answers is not good; undefined for every other failure.
function foreignWords(code: string): string | undefined {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return say('client.otherName');
  if (code === 'CERT_HAS_EXPIRED') return say('client.certificateEnded');
  return notVerified.includes(code) ? say('client.otherAuthority') : undefined;
}

export interface Failure {
  readonly code: 'CLI_UNREACHABLE' | 'CLI_GATEWAY_FOREIGN';
  readonly why: string;
}

/** Tells a gateway that is silent from somebody who answers with another certificate. Pure. */
export function failureOf(cause: unknown): Failure {
  const isError = types.isNativeError(cause);
  const code = isError && 'code' in cause ? String(cause.code) : '';
  const foreign = foreignWords(code);
  if (foreign !== undefined) return { code: 'CLI_GATEWAY_FOREIGN', why: foreign };
  // Where a name has several addresses, the error about all of them has a code alone.
  const said = isError ? cause.message || code : '';
  return { code: 'CLI_UNREACHABLE', why: said || say('client.noConnection') };
}
