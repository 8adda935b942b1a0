import { fateOf, linkSight, settledBy, sightFreshMs } from './deliveries.model.js';

const stages = (...names: readonly string[]) => names.map((stage) => ({ stage }));

describe('what became of a document', () => {
  it.each([
    ['WAITING', ['QUEUED']],
    ['WAITING', ['QUEUED', 'ACCEPTED', 'RELAYED', 'NOT_DELIVERED']],
    ['DELIVERED', ['QUEUED', 'ACCEPTED', 'RELAYED', 'DELIVERED']],
    ['DELIVERED', ['QUEUED', 'NOT_RELAYED', 'DELIVERED', 'OPENED', 'RETRIEVED']],
    ['REFUSED', ['QUEUED', 'RELAYED', 'DELIVERED', 'REJECTED']],
    // The receipt that ended it counts, whatever the neighbour signs later.
    ['DELIVERED', ['QUEUED', 'OPENED', 'REJECTED']],
  ])('is %s after %j', (fate, reached) => {
    expect(fateOf({ stages: stages(...reached), keptBack: false })).toBe(fate);
  });

  it('is KEPT_BACK once it was voided here, and not when it only waits', () => {
    expect(fateOf({ stages: stages('QUEUED'), keptBack: true })).toBe('KEPT_BACK');
  });

  it('rests on the stage that the neighbour signed', () => {
    expect(settledBy(stages('QUEUED', 'RELAYED'))).toBeUndefined();
    expect(settledBy(stages('RELAYED', 'DELIVERED', 'OPENED'))?.stage).toBe('OPENED');
  });
});

describe('the sight of a link', () => {
  const lookedAt = new Date('2026-03-01T12:00:00.000Z');
  const upAt = new Date('2026-03-01T11:00:00.000Z');
  const later = (ms: number): Date => new Date(lookedAt.getTime() + ms);

  it('counts while it is fresh, and is not known after', () => {
    const seen = { up: false, upAt, lookedAt };
    expect(linkSight(seen, later(sightFreshMs))).toEqual({
      up: false,
      upAt: '2026-03-01T11:00:00.000Z',
      lookedAt: '2026-03-01T12:00:00.000Z',
    });
    expect(linkSight(seen, later(sightFreshMs + 1)).up).toBeNull();
    expect(linkSight({ ...seen, up: true }, later(sightFreshMs + 1)).up).toBeNull();
  });

  it('is not known of a link that nobody has looked at', () => {
    expect(linkSight(undefined, later(0))).toEqual({ up: null, upAt: null, lookedAt: null });
  });
});
