import { describe, expect, it } from '@jest/globals';
import { CodedError, KernelError, kernelCodes, type ErrorFacts } from '#kernel';
import { serviceErrorFrom, failureOf } from './service-error.js';

describe('errors on the bus', () => {
  it('a coded error keeps code, status, title, detail, remedy and action', () => {
    const error = new KernelError('VALUE_INVALID', 'state must be two capital letters');
    const { code, status, title, detail, remedy, action } = error;
    const crossed = serviceErrorFrom(JSON.parse(JSON.stringify(failureOf(error))));
    expect(crossed).toMatchObject({ code, status, title, detail, remedy, action });
  });

  it('facts for programs cross, and none of another form or number', () => {
    class ErrorWithFacts extends CodedError {
      constructor(override readonly facts: ErrorFacts) {
        super('NOT_FOUND', { NOT_FOUND: kernelCodes.VALUE_INVALID });
      }
    }
    const crossed = (facts: object) =>
      serviceErrorFrom(JSON.parse(JSON.stringify(failureOf(new ErrorWithFacts(facts))))).facts;
    const facts = { threads: ['0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e'], otherDesk: false };
    expect(crossed(facts)).toEqual(facts);
    expect(crossed({})).toEqual({});
    for (const threads of ['x', [7], ['x'.repeat(37)], Array.from({ length: 21 }, () => 'x')])
      expect(crossed({ threads, otherDesk: 'yes', more: 1 })).toEqual({});
  });

  it('an unexpected error crosses without a word of its own', () => {
    const secret = 'canary-7781';
    const crossed = failureOf(new Error(secret, { cause: secret }));
    expect(crossed.code).toBe('SERVICE_FAILED');
    expect(JSON.stringify(crossed)).not.toContain(secret);
  });

  it.each([
    ['no object', 'x'],
    ['no code', { status: 500, title: 't', remedy: 'r', action: 'retry' }],
    ['an action of no meaning', { ...failureOf(undefined), code: 'OTHER', action: 'toString' }],
    ['a status of success', { ...failureOf(undefined), code: 'OTHER', status: 200 }],
    ['a code of other form', { ...failureOf(undefined), code: '<b>' }],
  ])('%s becomes SERVICE_FAILED', (_name, value) => {
    expect(serviceErrorFrom(value).code).toBe('SERVICE_FAILED');
  });
});
