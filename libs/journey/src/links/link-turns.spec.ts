import { parseLinkId, type LinkId } from '#kernel';
import { ExchangeError } from '#threads';
import { LinkTurns } from './link-turns.js';

const [bad, good] = ['a', 'b'].map((digit) => ({ linkId: parseLinkId(digit.repeat(32)) }));
if (bad === undefined || good === undefined) throw new Error('two links');

describe('the links of a step', () => {
  const reportedErrors: unknown[] = [];
  const served: LinkId[] = [];
  const failure = new ExchangeError('STATE_KEY_UNKNOWN');
  const turn = ({ linkId }: { readonly linkId: LinkId }): Promise<void> => {
    if (linkId === bad.linkId) return Promise.reject(failure);
    served.push(linkId);
    return Promise.resolve();
  };
  beforeEach(() => {
    reportedErrors.length = 0;
    served.length = 0;
  });

  it('are served though one before them cannot be, which is told and tried more and more rarely', async () => {
    const turns = new LinkTurns((error) => reportedErrors.push(error));
    const tried: number[] = [];
    for (let now = 0; now < 120_000; now += 500) {
      const before = reportedErrors.length;
      await turns.each([bad, good], now, turn);
      if (reportedErrors.length > before) tried.push(now);
    }
    expect(served).toHaveLength(240);
    expect(tried).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000, 61_000, 91_000]);
    expect(new Set(reportedErrors)).toEqual(new Set([failure]));
  });

  it('are served as before once what was wrong is mended', async () => {
    const turns = new LinkTurns((error) => reportedErrors.push(error));
    await turns.each([bad], 0, turn);
    const mended = ({ linkId }: { readonly linkId: LinkId }): Promise<void> => {
      served.push(linkId);
      return Promise.resolve();
    };
    await turns.each([bad], 1_000, mended);
    await turns.each([bad], 1_001, mended);
    expect(served).toEqual([bad.linkId, bad.linkId]);
  });

  it('are counted together, without the one that cannot be served', async () => {
    const turns = new LinkTurns((error) => reportedErrors.push(error));
    const two = async (link: { readonly linkId: LinkId }): Promise<number> => {
      await turn(link);
      return 2;
    };
    expect(await turns.sum([good, bad, good], 0, two)).toBe(4);
    expect(reportedErrors).toEqual([failure]);
  });

  it('wait together when the failure is nobody’s: it ends the step', async () => {
    const turns = new LinkTurns((error) => reportedErrors.push(error));
    const away = new Error('the database is away');
    const run = turns.each([bad, good], 0, () => Promise.reject(away));
    await expect(run).rejects.toBe(away);
    expect(reportedErrors).toEqual([]);
  });
});
