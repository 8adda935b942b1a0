import { failureOf } from './failure.js';

const failed = (code: string, message = ''): Error => Object.assign(new Error(message), { code });

describe('a call that fails before an answer', () => {
  it.each<readonly [string, string]>([
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'that was given with --ca'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'that was given with --ca'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'for other names'],
    ['HOSTNAME_MISMATCH', 'for other names'],
    ['CERT_HAS_EXPIRED', 'has ended, or is not ours (`liaise key renew`)'],
    ...[
      ...['CERT_NOT_YET_VALID', 'CERT_REVOKED', 'CERT_REJECTED', 'CERT_CHAIN_TOO_LONG'],
      ...['CERT_UNTRUSTED', 'CERT_SIGNATURE_FAILURE', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
      ...['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_CRL', 'UNABLE_TO_DECRYPT_CERT_SIGNATURE'],
      ...['UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY', 'INVALID_CA', 'INVALID_PURPOSE'],
      ...['PATH_LENGTH_EXCEEDED', 'CRL_HAS_EXPIRED', 'ERROR_IN_CERT_NOT_BEFORE_FIELD'],
    ].map((code) => [code, 'that was given with --ca'] as const),
    ...['ERR_TLS_HANDSHAKE_TIMEOUT', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_SSLV3_ALERT'].map(
      (code) => [code, `no secure connection could be made (${code})`] as const,
    ),
  ])('is told as that of a stranger: %s', (code, words) => {
    const why = expect.stringContaining(words) as string;
    expect(failureOf(failed(code))).toEqual({ code: 'CLI_GATEWAY_FOREIGN', why });
  });

  it('is told as that of a stranger where the system names the handshake in its text alone', () => {
    const cause = failed('EPROTO', 'write EPROTO 00:error:0A00010B:SSL routines::wrong version');
    expect(failureOf(cause).code).toBe('CLI_GATEWAY_FOREIGN');
  });

  it.each([
    [failed('EPROTO', 'read EPROTO'), 'read EPROTO'],
    [failed('ECONNREFUSED', 'connect ECONNREFUSED ::1'), 'nothing answers there (ECONNREFUSED)'],
    [
      Object.assign(new AggregateError([], ''), { code: 'ENOTFOUND' }),
      'this name is not known (ENOTFOUND)',
    ],
    [failed('EPIPE', ''), 'EPIPE'],
    [new Error(''), 'no connection'],
    [undefined, 'no connection'],
  ])('is never told without a reason: %s', (cause, why) => {
    expect(failureOf(cause)).toEqual({ code: 'CLI_UNREACHABLE', why });
  });
});
