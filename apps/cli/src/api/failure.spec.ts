import { failureOf } from './failure.js';

const failed = (code: string, message = ''): Error => Object.assign(new Error(message), { code });

describe('a call that fails before an answer', () => {
  it.each([
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'that was given with --ca'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'that was given with --ca'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'for other names'],
    ['CERT_HAS_EXPIRED', 'liaise key renew'],
  ])('is told as that of a stranger: %s', (code, words) => {
    const why = expect.stringContaining(words) as string;
    expect(failureOf(failed(code))).toEqual({ code: 'CLI_GATEWAY_FOREIGN', why });
  });

  it.each([
    [failed('ECONNREFUSED', 'connect ECONNREFUSED ::1'), 'connect ECONNREFUSED ::1'],
    [Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [new Error(''), 'no connection'],
    [undefined, 'no connection'],
  ])('is never told without a reason: %s', (cause, why) => {
    expect(failureOf(cause)).toEqual({ code: 'CLI_UNREACHABLE', why });
  });
});
