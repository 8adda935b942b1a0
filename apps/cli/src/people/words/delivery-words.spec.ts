import { timestamp } from '#kernel';
import { moment } from '../../print/moment.js';
import { deliveryLines, isProven, type Outcome } from './delivery-words.js';

const now = new Date('2026-03-01T12:00:00.000Z');
const ago = (minutes: number) => timestamp(new Date(now.getTime() - minutes * 60_000));
const up = { up: true, upAt: ago(0), lookedAt: ago(0) };
const down = { up: false, upAt: ago(192), lookedAt: ago(0) };
const desk = { who: 'duty desk of coast-guard of XB', number: '+385 1 555 01' };
const base: Outcome = {
  ...{ fate: 'WAITING', seconds: 10, life: true, peer: 'XB', at: null, code: null, problem: null },
  ...{ link: down, call: [desk], show: 'liaise request show THREAD' },
};
const lines = (members: Partial<Outcome>): string =>
  deliveryLines({ ...base, ...members }, now, (at) => moment(at, 'Europe/Zagreb')).join('\n');

describe('what became of what was sent', () => {
  it('is DELIVERED, after how long, by the neighbour’s receipt, and then nobody is to be called', () => {
    const said = lines({ fate: 'DELIVERED', seconds: 0.42, at: ago(0) });
    expect(said).toMatch(
      /^DELIVERED after 0\.4 s; their gateway signed for it at 2026-03-01 13:00\+01/,
    );
    expect(said).not.toMatch(/call/i);
  });

  it('is NOT DELIVERED with a link that is down: since when, for how long, and whom to call', () => {
    const said = lines({});
    expect(said).toMatch(
      /^NOT DELIVERED: the link to XB is down since 2026-03-01 09:48\+01 \(3 h 12 min\)\./,
    );
    expect(said).toMatch('CALL THEM NOW:\n    +385 1 555 01  duty desk of coast-guard of XB');
    expect(said).toMatch('liaise request show THREAD');
    expect(lines({ link: { ...down, upAt: null } })).toMatch('is down and was never up');
    expect(lines({ link: { ...down, upAt: ago(0.5) } })).toMatch('(30 s)');
  });

  it('is NOT DELIVERED YET after the bound while the link is up, or nobody knows whether it is', () => {
    expect(lines({ link: up })).toMatch(/^NOT DELIVERED YET after 10\.0 s: the link to XB is up\./);
    const old = { up: null, upAt: ago(60), lookedAt: ago(60) };
    expect(lines({ link: old })).toMatch(/is not known: the border has not looked since 2026/);
    expect(lines({ link: null })).toMatch('whether the link to XB is up is not known');
    expect(lines({ link: up, code: 'DIRECTORY_STALE' })).toMatch('(DIRECTORY_STALE)');
  });

  it('is never called delivered where the receipt does not bear it out', () => {
    const said = { fate: 'DELIVERED', problem: 'signed by nobody' } as const;
    expect(lines(said)).toMatch(/^NOT PROVEN: .*signed by nobody\nCALL THEM NOW/);
    expect(isProven({ ...base, ...said })).toBe(false);
    expect(isProven({ ...base, fate: 'DELIVERED' })).toBe(true);
    expect(isProven(base)).toBe(false);
  });

  it.each(['REFUSED', 'KEPT_BACK'] as const)('says why it is %s, and whom to call', (fate) => {
    expect(lines({ fate, code: 'POLICY_REFUSED' })).toMatch(
      /^NOT DELIVERED: .*\(POLICY_REFUSED\)[^]*CALL THEM NOW/,
    );
  });

  it('says that nothing is known where the gateway does not answer', () => {
    expect(lines({ fate: 'UNKNOWN', code: 'CLI_UNREACHABLE' })).toMatch(
      /^NOT KNOWN WHETHER IT IS DELIVERED \(CLI_UNREACHABLE\)[^]*CALL THEM NOW/,
    );
  });

  it('shouts for a life alone, and says when the directory names no number, or was never verified', () => {
    expect(lines({ life: false })).toMatch('Call them:\n    +385');
    expect(lines({ call: [] })).toMatch('names no number of theirs');
    expect(lines({ call: null })).toMatch('could not be verified yet');
  });

  it('shows a number of another State as text that acts on no terminal', () => {
    expect(lines({ call: [{ who: 'x', number: '+1\u001b[2J' }] })).not.toMatch('\u001b');
  });
});
