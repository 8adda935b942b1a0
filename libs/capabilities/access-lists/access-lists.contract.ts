import {
  asked,
  call,
  desks,
  Flag,
  OfThread,
  One,
  Parsed,
  Part,
  purposeful,
  ReadOfThread,
  Text,
  Whole,
} from '#contract';
import { parseOfficerId, parseTimestamp, type OfficerId, type Timestamp } from '#kernel';
import {
  additionReasons,
  emergencyReasons,
  mostEmergencies,
  removalReasons,
  rosterLimits,
  rosterReasons,
  type AdditionReason,
  type EmergencyReason,
  type RemovalReason,
  type RosterReason,
} from './access-lists.lists.js';

export class RosterMember {
  @Parsed(parseOfficerId)
  readonly officer: OfficerId;
  @Parsed(parseOfficerId)
  readonly addedBy: OfficerId;
  @One(rosterReasons)
  readonly reason: RosterReason;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
}

export class EmergencyAccess {
  @Parsed(parseOfficerId)
  readonly officer: OfficerId;
  @One(emergencyReasons)
  readonly reason: EmergencyReason;
  @Text({
    max: rosterLimits.mostFacts,
    description: 'What the reason rests on.',
    example: 'She stands in for the holder until Monday.',
  })
  readonly facts: string;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
  @Parsed(parseTimestamp, { description: 'Until when it lets the officer in.' })
  readonly until: Timestamp;
}

export class RosterView {
  @Parsed(parseOfficerId, {
    nullable: true,
    description: 'Who has it in hand; of what this State asks, the officer who asked.',
  })
  readonly keeper: OfficerId | null;
  @Flag({
    description: 'Every officer of the authority may read it: nobody has it, or a life is at risk.',
  })
  readonly desk: boolean;
  @Part(() => RosterMember, {
    list: rosterLimits.members,
    description: 'In the order of their coming.',
  })
  readonly members: readonly RosterMember[];
  @Part(() => EmergencyAccess, {
    list: mostEmergencies,
    description: 'Who has read without being on the roster; newest first.',
  })
  readonly broken: readonly EmergencyAccess[];
}

export class AddToRoster extends OfThread {
  @Parsed(parseOfficerId, {
    description: 'An officer of the same authority, with the role of the same desk.',
  })
  readonly officer: OfficerId;
  @One(additionReasons, { description: 'Why the officer needs to know.' })
  readonly reason: AdditionReason;
}

export class RemoveFromRoster extends OfThread {
  @Parsed(parseOfficerId, { description: 'An officer on the roster.' })
  readonly officer: OfficerId;
  @One(removalReasons, { description: 'Why the officer needs to know no more.' })
  readonly reason: RemovalReason;
}

export class ChangedRoster {
  @Whole({ min: 0, description: 'Members on the roster now.' })
  readonly members: number;
}

export class BreakGlass extends OfThread {
  @One(emergencyReasons, {
    description: 'Why one reads without being on the roster. The other State is told it.',
  })
  readonly reason: EmergencyReason;
  @Text({
    min: rosterLimits.leastFacts,
    max: rosterLimits.mostFacts,
    description: 'What the reason rests on; for the own authority alone.',
    example: 'She stands in for the holder until Monday.',
  })
  readonly facts: string;
}

export class OpenedThread {
  @Parsed(parseTimestamp)
  readonly until: Timestamp;
  @Whole({
    min: 0,
    description: 'How many more threads the officer may break into within the day.',
  })
  readonly left: number;
}

const atDesk = { requests: desks, inbox: asked };

export const showRoster = call('roster', ReadOfThread, RosterView, {
  requests: purposeful(desks),
  inbox: purposeful(asked),
});
export const addToRoster = call('roster-add', AddToRoster, ChangedRoster, atDesk);
export const removeFromRoster = call('roster-remove', RemoveFromRoster, ChangedRoster, atDesk);
export const breakGlass = call('break-glass', BreakGlass, OpenedThread, atDesk);

export const rosterCalls = [showRoster, addToRoster, removeFromRoster, breakGlass];
