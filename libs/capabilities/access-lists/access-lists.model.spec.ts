import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseOfficerId, priorities, type Priority } from '#kernel';
import {
  mayChangeAccessList,
  standingOf,
  standings,
  takeoverGround,
  type AccessFacts,
  type AccessListLine,
} from './access-lists.model.js';

const [ana, ben, cleo] = ['ana', 'ben', 'cleo'].map(parseOfficerId);
if (ana === undefined || ben === undefined || cleo === undefined) throw new Error('no officers');
const now = new Date('2026-01-05T08:00:00.000Z');
const later = new Date('2026-01-05T16:00:00.000Z');
const { NORMAL, URGENT, RISK_TO_LIFE } = priorities;

const held = (more: Partial<AccessFacts> = {}): AccessFacts => ({
  ...{ side: 'ASKED', priority: NORMAL, keeper: ana },
  ...more,
});
const member: AccessListLine = { officer: ben, until: null };
const broken: AccessListLine = { officer: ben, until: later };

describe('who may read a thread', () => {
  it.each<[string, AccessFacts, AccessListLine[], string]>([
    ['a colleague of whoever has it does not', held(), [], 'OFF'],
    ['nor of whoever asked', held({ side: 'ASKING' }), [], 'OFF'],
    ['nor for an urgent one', held({ priority: URGENT }), [], 'OFF'],
    ['whoever has it', held({ keeper: ben }), [], 'KEEPER'],
    ['a member', held(), [member], 'MEMBER'],
    ['an officer with emergency access', held(), [broken], 'EMERGENCY'],
    ['the desk while nobody has it', held({ keeper: null }), [], 'DESK'],
    ['the desk when a life is at risk', held({ priority: RISK_TO_LIFE }), [], 'DESK'],
    ['nobody of a request of nobody', held({ side: 'ASKING', keeper: null }), [], 'OFF'],
    ['the line of another lets nobody in', held(), [{ officer: cleo, until: null }], 'OFF'],
  ])('%s', (_, kept, lines, standing) => {
    expect(standingOf(kept, lines, ben, now)).toBe(standing);
  });

  it('emergency access ends by itself, to the moment', () => {
    expect(standingOf(held(), [broken], ben, new Date(later.getTime() - 1))).toBe('EMERGENCY');
    expect(standingOf(held(), [broken], ben, later)).toBe('OFF');
  });
});

describe('who changes an access list', () => {
  it.each(standings)('never one who is not on it, and who has it always: %s', (standing) => {
    expect(mayChangeAccessList(standing, ana, true)).toBe(standing === 'KEEPER');
    expect(mayChangeAccessList(standing, ana, false)).toBe(standing !== 'OFF');
    // Any officer of the desk may take the request first. A place on the list needs an earlier holder or an entry by
    // one.
    const isPut = standing !== 'OFF' && standing !== 'DESK';
    expect(mayChangeAccessList(standing, null, false)).toBe(isPut);
  });

  it('locks a thread to nobody for ever: whoever can break in can then let others in', () => {
    const kept = fc.record({
      side: fc.constantFrom('ASKED' as const, 'ASKING' as const),
      priority: fc.constantFrom<Priority>(NORMAL, URGENT, RISK_TO_LIFE),
      keeper: fc.constantFrom(null, ana),
    });
    fc.assert(
      fc.property(kept, (thread) => {
        const standing = standingOf(thread, [broken], ben, now);
        expect(standing).not.toBe('OFF');
        const isFree = thread.keeper === null && standing === 'DESK';
        expect(mayChangeAccessList(standing, thread.keeper, false)).toBe(!isFree);
      }),
    );
  });
});

describe('who takes a request over from its holder', () => {
  const life = held({ priority: RISK_TO_LIFE });
  type Line = Parameters<typeof takeoverGround>[1];
  const emergency = { ...broken, reason: 'HOLDER_UNREACHABLE', addedBy: ben } as const;
  const standIn = { ...member, reason: 'STAND_IN', addedBy: ana } as const;
  it.each<[string, AccessFacts, Line, ReturnType<typeof takeoverGround>]>([
    ['anybody, of a life at risk', life, undefined, 'RISK_TO_LIFE'],
    ['nobody, of what is only urgent', held({ priority: URGENT }), undefined, undefined],
    ['an officer with emergency access for it', held(), emergency, 'HOLDER_UNREACHABLE'],
    ['nobody once it has closed', held(), { ...emergency, until: now }, undefined],
    [
      'nobody by emergency access for more eyes',
      held(),
      { ...emergency, reason: 'SUPERVISION' },
      undefined,
    ],
    ['whoever stands in', held(), standIn, 'STAND_IN'],
    ['nobody whom another one has named', held(), { ...standIn, addedBy: cleo }, undefined],
    ['nobody named by who had it before', held({ keeper: cleo }), standIn, undefined],
    ['nobody who only works along', held(), { ...standIn, reason: 'JOINT_WORK' }, undefined],
  ])('%s', (_, kept, line, ground) => {
    expect(takeoverGround({ ...kept, holder: kept.keeper }, line, now)).toBe(ground);
  });
});
