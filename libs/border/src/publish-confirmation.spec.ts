import { describe, expect, it } from '@jest/globals';
import { BorderError } from './errors.js';
import { readConfirmation } from './publish-confirmation.js';

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const read = (answer: Uint8Array): string => {
  try {
    return readConfirmation(answer, 'IN_x');
  } catch (error) {
    return error instanceof BorderError ? error.code : 'not coded';
  }
};

describe('confirmation of a publish (hostile input)', () => {
  it.each([
    ['a new entry', { stream: 'IN_x', domain: 'XB', seq: 7 }, 'stored'],
    ['a copy', { stream: 'IN_x', seq: 7, duplicate: true }, 'DUPLICATE_ACK'],
    ['another stream', { stream: 'OTHER', seq: 7 }, 'PEER_REFUSED'],
    ['no number', { stream: 'IN_x' }, 'PEER_REFUSED'],
    ['number zero', { stream: 'IN_x', seq: 0 }, 'PEER_REFUSED'],
    ['no room', { error: { code: 503, err_code: 10077 }, stream: 'IN_x', seq: 0 }, 'PEER_FULL'],
    ['no storage', { error: { code: 500, err_code: 10047 } }, 'PEER_FULL'],
    ['another error', { error: { code: 400, err_code: 10054 } }, 'PEER_REFUSED'],
    ['an error of no form', { error: 'x', stream: 'IN_x', seq: 7 }, 'PEER_REFUSED'],
    ['an empty error', { error: null, stream: 'IN_x', seq: 7 }, 'PEER_REFUSED'],
    ['a list', [1], 'PEER_REFUSED'],
    ['much', { stream: 'IN_x', seq: 7, x: 'x'.repeat(4_000) }, 'PEER_REFUSED'],
  ])('%s', (_name, answer, code) => {
    expect(read(bytes(answer))).toBe(code);
  });

  it('bytes that are no JSON', () => {
    expect(read(new Uint8Array())).toBe('PEER_REFUSED');
    expect(read(new Uint8Array([0xff, 0xfe]))).toBe('PEER_REFUSED');
  });
});
