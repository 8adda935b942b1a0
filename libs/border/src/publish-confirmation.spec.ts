import { describe, expect, it } from '@jest/globals';
import { BorderError } from './errors.js';
import { readConfirmation, sendUntilConfirmed } from './publish-confirmation.js';

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

describe('a batch that is sent until it is confirmed', () => {
  const stored = bytes({ stream: 'IN_x', seq: 7 });
  const copy = bytes({ stream: 'IN_x', seq: 7, duplicate: true });
  async function sent(
    answers: readonly (Uint8Array | undefined)[],
    { size = 50_000, isProven = false } = {},
  ) {
    const waits: number[] = [];
    const left = [...answers];
    const send = (waitMs: number) => {
      waits.push(waitMs);
      return Promise.resolve(left.shift());
    };
    const found = await sendUntilConfirmed({ size, stream: 'IN_x', isProven }, send).catch(
      (error: unknown) => (error instanceof BorderError ? error.code : 'not coded'),
    );
    return [found, waits];
  }

  it('is sent again after a second while the link has confirmed nothing', async () => {
    expect(await sent([stored])).toEqual(['stored', [1_000]]);
    expect(await sent([undefined, copy])).toEqual(['stored', [1_000, 1_000]]);
    expect(await sent([undefined, stored])).toEqual(['stored', [1_000, 1_000]]);
  });

  it('is given up after 5 s and three sendings; once proven, or large, it is sent once', async () => {
    expect(await sent([])).toEqual([undefined, [1_000, 1_000, 3_000]]);
    expect(await sent([], { isProven: true })).toEqual([undefined, [5_000]]);
    expect(await sent([], { size: 256 * 1024 + 1 })).toEqual([undefined, [5_000]]);
  });

  it('never counts by the copy of what another sent', async () => {
    expect(await sent([copy])).toEqual(['DUPLICATE_ACK', [1_000]]);
    expect(await sent([copy], { isProven: true })).toEqual(['DUPLICATE_ACK', [5_000]]);
  });
});
