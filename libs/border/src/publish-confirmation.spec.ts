import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BorderError } from './errors.js';
import { newLinkId } from '../../../test/support/border.js';
import { Confirmations, readConfirmation } from './publish-confirmation.js';

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
  const [stored, copy] = [
    { stream: 'IN_x', seq: 7 },
    { stream: 'IN_x', seq: 7, duplicate: true },
  ];
  const link = newLinkId();
  const every = [0, 1_000, 2_000, 3_000, 4_000];
  let confirmations: Confirmations;
  beforeEach(() => {
    jest.useFakeTimers();
    confirmations = new Confirmations();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  type Answer = readonly [afterMs: number, answer: object | BorderError];

  // Answer to each copy, at its time; no answer where none is given. Returns the result, its time and the times of the copies.
  async function confirm(answers: readonly (Answer | undefined)[], size = 50_000) {
    const begun = performance.now();
    const copies: number[] = [];
    const send = (waitMs: number): Promise<Uint8Array | undefined> => {
      const [afterMs, answer] = answers[copies.length] ?? [waitMs + 1, stored];
      copies.push(Math.round(performance.now() - begun));
      return new Promise((done, failed) => {
        setTimeout(() => done(undefined), waitMs);
        setTimeout(() => {
          if (answer instanceof BorderError) failed(answer);
          else done(bytes(answer));
        }, afterMs);
      });
    };
    let found: readonly [string, number] | undefined;
    const tell = (said: string): void => {
      found = [said, Math.round(performance.now() - begun)];
    };
    confirmations
      .confirm({ linkId: link, stream: 'IN_x', size, send })
      .then(tell, (error: unknown) => tell(error instanceof BorderError ? error.code : 'none'));
    for (let ms = 0; found === undefined && ms < 10_000; ms += 10)
      await jest.advanceTimersByTimeAsync(10);
    return [...(found ?? ['nothing', 0]), copies];
  }

  it('is sent again each second while the link is not proven, and given up after 5 s', async () => {
    expect(await confirm([])).toEqual(['PUBLISH_TIMEOUT', 5_000, every]);
    expect(await confirm([undefined, [10, copy]])).toEqual(['stored', 1_010, [0, 1_000]]);
  });

  it('counts by the late confirmation of an early copy: a slow link is no dead one', async () => {
    expect(await confirm([[4_500, stored]])).toEqual(['stored', 4_500, every]);
  });

  it('is sent once over a proven link, until one is not confirmed or the link was down', async () => {
    await confirm([[10, stored]]);
    expect(await confirm([[10, copy]])).toEqual(['DUPLICATE_ACK', 10, [0]]);
    expect(await confirm([])).toEqual(['PUBLISH_TIMEOUT', 5_000, [0]]);
    expect(await confirm([[1_500, stored]])).toEqual(['stored', 1_500, [0, 1_000]]);
    confirmations.forget(link);
    expect(await confirm([[1_500, stored]])).toEqual(['stored', 1_500, [0, 1_000]]);
    confirmations.forget();
    expect(await confirm([[1_500, stored]])).toEqual(['stored', 1_500, [0, 1_000]]);
  });

  it('is sent again from the second in which a proven link was seen down', async () => {
    await confirm([[10, stored]]);
    setTimeout(() => confirmations.forget(link), 2_500);
    expect(await confirm([undefined, [10, stored]])).toEqual(['stored', 3_010, [0, 3_000]]);
  });

  it.each([
    [51, 5],
    [52, 4],
    [65, 3],
    [128, 2],
    [129, 1],
    [4_096, 1],
  ])('of %d KiB is sent %d times at most', async (size, times) => {
    const [code, ms, copies] = await confirm([], size * 1_024);
    expect([code, ms, copies]).toEqual(['PUBLISH_TIMEOUT', 5_000, every.slice(0, times)]);
  });

  it('says nothing about the link when it is large and not confirmed', async () => {
    await confirm([[10, stored]]);
    await confirm([], 64 * 1_024 + 1);
    expect(await confirm([])).toEqual(['PUBLISH_TIMEOUT', 5_000, [0]]);
  });

  it('never counts by the copy of what another sent, and ends at once with a refusal', async () => {
    expect(await confirm([[10, copy]])).toEqual(['DUPLICATE_ACK', 10, [0]]);
    expect(await confirm([[10, new BorderError('PEER_UNREACHABLE')]])).toEqual([
      ...['PEER_UNREACHABLE', 10, [0]],
    ]);
    expect(await confirm([undefined, [10, new BorderError('PEER_FULL')]])).toEqual([
      ...['PEER_FULL', 1_010, [0, 1_000]],
    ]);
  });
});
