import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { differenceKinds, type DifferenceKind } from './differences.lists.js';
import { KernelError } from '#kernel';
import { AuditorDesk } from '../../../test/support/auditor-desk.js';
import { TestPostgres } from '../../../test/support/postgres.js';

const purpose = 'DETECTION';
const formed: Readonly<Record<DifferenceKind, readonly string[]>> = {
  EVIDENCE: ['0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e'],
  QUARANTINED: ['0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e'],
  NUMBER_MISSING: [`${'a'.repeat(32)}:${'1'.padStart(16, '0')}`],
  RECEIPT_MISSING: ['17'.padStart(19, '0')],
  CHECKPOINT_UNPROVEN: [`XB ${'0'.repeat(64)} ${'9'.padStart(16, '0')} ${'1'.repeat(64)}`],
  REPORT_DIFFERS: [`${'a'.repeat(32)}:2026-01-01:000001`],
};
const odd = [
  ...Object.values(formed).flat(),
  ...[
    '',
    ' ',
    '-',
    '1',
    '-1',
    '00000000-0000-0000-0000-00000000000',
    '9'.repeat(19),
    '9'.repeat(512),
  ],
  ...['\u0000', '\ud800', 'x'.repeat(513), "' or 1=1 --", '2026-13-45', 'NaN', '1e9'],
];

describe('a page of differences, asked from a place that', () => {
  let postgres: TestPostgres;
  let desk: AuditorDesk;
  const page = async (kind: DifferenceKind, after: string | null): Promise<unknown> =>
    desk.ask('audit.differences', { session: desk.session, purpose, kind, limit: 9, after });
  const answered = (kind: DifferenceKind, after: string): Promise<unknown> =>
    page(kind, after).then(
      () => 'a page',
      (error: unknown) => {
        if (error instanceof KernelError && error.code === 'VALUE_INVALID')
          return error.detail?.split(' ')[0];
        throw error;
      },
    );

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    desk = await AuditorDesk.open(postgres);
  });
  afterAll(async () => {
    await desk.close();
    await postgres.stop();
  });

  it.each(differenceKinds)('is one of its own: %s', async (kind) => {
    for (const after of formed[kind])
      expect(await page(kind, after)).toEqual({ differences: [], next: null });
  });

  it.each(differenceKinds)('is none of its own is refused with a code: %s', async (kind) => {
    for (const after of odd) expect(['a page', 'after']).toContain(await answered(kind, after));
    const any = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9a-f:. -]{1,40}$/));
    await fc.assert(
      fc.asyncProperty(any, async (after) => {
        expect(['a page', 'after']).toContain(await answered(kind, after));
      }),
      { numRuns: 60 },
    );
  });

  it('is no text of a UUID where the rows have one', async () => {
    for (const kind of ['EVIDENCE', 'QUARANTINED'] as const)
      expect(await answered(kind, 'XB')).toBe('after');
    expect(await answered('RECEIPT_MISSING', '9'.repeat(19))).toBe('after');
  });
});
