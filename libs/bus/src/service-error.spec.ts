import { describe, expect, it } from '@jest/globals';
import { KernelError } from '#kernel';
import { serviceErrorFrom, failureOf } from './service-error.js';

describe('errors on the bus', () => {
  it('a coded error keeps code, status, title, detail, remedy and action', () => {
    const error = new KernelError('VALUE_INVALID', 'state must be two capital letters');
    const { code, status, title, detail, remedy, action } = error;
    const crossed = serviceErrorFrom(JSON.parse(JSON.stringify(failureOf(error))));
    expect(crossed).toMatchObject({ code, status, title, detail, remedy, action });
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
