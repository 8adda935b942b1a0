import {
  rosterReasons,
  glassReasons,
  type BrokenGlass,
  type RosterMember,
  type RosterView,
} from '#capabilities/access-lists/access-lists.contract';
import type { Calls } from '#capabilities/calls';
import { Count, Name, One, Parts, Text, Time, Truth, type Edge, type EdgeOf } from './members.js';

/** Answers about who of an authority may read a thread. */

export class RosterMemberPart implements Edge<RosterMember> {
  @Name()
  readonly officer: EdgeOf<RosterMember, 'officer'>;
  @Name()
  readonly addedBy: EdgeOf<RosterMember, 'addedBy'>;
  @One(rosterReasons)
  readonly reason: EdgeOf<RosterMember, 'reason'>;
  @Time()
  readonly at: EdgeOf<RosterMember, 'at'>;
}

export class BrokenGlassPart implements Edge<BrokenGlass> {
  @Name()
  readonly officer: EdgeOf<BrokenGlass, 'officer'>;
  @One(glassReasons)
  readonly reason: EdgeOf<BrokenGlass, 'reason'>;
  @Text()
  readonly facts: string;
  @Time()
  readonly at: EdgeOf<BrokenGlass, 'at'>;
  @Time()
  readonly until: EdgeOf<BrokenGlass, 'until'>;
}

export class RosterAnswer implements Edge<RosterView> {
  @Name({
    nullable: true,
    description: 'Who has it in hand; of what this State asks, the officer who asked.',
  })
  readonly keeper: EdgeOf<RosterView, 'keeper'>;
  @Truth({
    description: 'Every officer of the authority may read it: nobody has it, or a life is at risk.',
  })
  readonly desk: boolean;
  @Parts(() => RosterMemberPart, { description: 'In the order of their coming.' })
  readonly members: readonly RosterMemberPart[];
  @Parts(() => BrokenGlassPart, {
    description: 'Who has read without being on the roster; newest first, at most 100.',
  })
  readonly broken: readonly BrokenGlassPart[];
}

export class RosterChangedAnswer implements Edge<Calls['inbox.roster-add']['out']> {
  @Count({ description: 'Members on the roster now.' })
  readonly members: number;
}

export class GlassAnswer implements Edge<Calls['inbox.break-glass']['out']> {
  @Time()
  readonly until: EdgeOf<Calls['inbox.break-glass']['out'], 'until'>;
  @Count({ description: 'How many more threads the officer may break into within the day.' })
  readonly left: number;
}
