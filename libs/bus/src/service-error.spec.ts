import { describe, expect, it } from '@jest/globals';
import { CodedError, KernelError, kernelCodes, Phrase, phrase, type ErrorFacts } from '#kernel';
import { serviceErrorFrom, failureOf } from './service-error.js';

describe('errors on the bus', () => {
  it('a coded error keeps code, status, title, detail, remedy and action', () => {
    const error = new KernelError('VALUE_INVALID', 'state must be two capital letters');
    const { code, status, title, detail, remedy, action } = error;
    const crossed = serviceErrorFrom(JSON.parse(JSON.stringify(failureOf(error))));
    expect(crossed).toMatchObject({ code, status, title, detail, remedy, action });
  });

  it('a detail crosses as a phrase, and as a text where the phrase is none or says something else', () => {
    const crossed = (change: object) =>
      serviceErrorFrom(JSON.parse(JSON.stringify({ ...failureOf(error), ...change })));
    const said = phrase`/body: ${phrase`at most ${7} items`}`;
    const error = new KernelError('VALUE_INVALID', said);
    expect(crossed({}).phrase).toEqual(said);
    expect(crossed({}).phrase).toBeInstanceOf(Phrase);
    let deep: object = { text: 'x', values: [] };
    for (let n = 0; n < 12; n += 1) deep = { text: '{}', values: [deep] };
    for (const wrong of [
      { phrase: { text: '/body: at most {} items', values: ['8'] } },
      ...[{ text: String(said) }, { text: '{}', values: [7] }, 'x', null, 7].map((each) => ({
        phrase: each,
      })),
      { phrase: deep, detail: 'x' },
      { phrase: { text: '', values: Array.from({ length: 129 }, () => '') }, detail: '' },
    ]) {
      const { phrase: found, detail } = crossed(wrong);
      expect([found, detail]).toEqual([undefined, { detail: String(said), ...wrong }.detail]);
    }
    expect(crossed({ detail: undefined }).phrase).toBeUndefined();
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
