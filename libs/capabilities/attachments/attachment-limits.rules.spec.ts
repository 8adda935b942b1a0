import { overLimits } from './attachment-limits.rules.js';

const limits = { attachmentBytes: 1_000, attachmentsPerDocument: 2 };
const judged = (...sizes: readonly number[]): readonly (string | undefined)[] | undefined => {
  const error = overLimits(
    sizes.map((size) => ({ size })),
    limits,
  );
  return error === undefined ? undefined : [error.code, error.detail];
};

describe('overLimits', () => {
  it('lets pass what is at the limits', () => {
    expect(judged()).toBeUndefined();
    expect(judged(0, 1_000)).toBeUndefined();
  });

  it('refuses one too many and one byte too many, and says which', () => {
    expect(judged(1, 1, 1)).toEqual(['ATTACHMENTS_OVER_LIMIT', '3 attachments; at most 2']);
    expect(judged(1_000, 1_001)).toEqual([
      'ATTACHMENTS_OVER_LIMIT',
      'attachment 2 has 1001 bytes; at most 1000',
    ]);
  });
});
