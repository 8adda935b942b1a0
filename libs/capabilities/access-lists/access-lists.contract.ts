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
  accessListLimits,
  accessListReasons,
  type AdditionReason,
  type EmergencyReason,
  type RemovalReason,
  type AccessListReason,
} from './access-lists.lists.js';

export class AccessListMember {
  @Parsed(parseOfficerId)
  readonly officer: OfficerId;
  @Parsed(parseOfficerId)
  readonly addedBy: OfficerId;
  @One(accessListReasons)
  readonly reason: AccessListReason;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
}

export class EmergencyAccess {
  @Parsed(parseOfficerId)
  readonly officer: OfficerId;
  @One(emergencyReasons)
  readonly reason: EmergencyReason;
  @Text({
    max: accessListLimits.mostFacts,
    description: 'What the reason rests on.',
    example: 'She stands in for the holder until Monday.',
  })
  readonly facts: string;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
  @Parsed(parseTimestamp, { description: 'Until when it lets the officer in.' })
  readonly until: Timestamp;
}

export class AccessListView {
  @Parsed(parseOfficerId, {
    nullable: true,
    description: 'Who has it in hand; of what this State asks, the officer who asked.',
  })
  readonly keeper: OfficerId | null;
  @Flag({
    description: 'Every officer of the authority may read it: nobody has it, or a life is at risk.',
  })
  readonly desk: boolean;
  @Part(() => AccessListMember, {
    list: accessListLimits.members,
    description: 'In the order of their coming.',
  })
  readonly members: readonly AccessListMember[];
  @Part(() => EmergencyAccess, {
    list: mostEmergencies,
    description: 'Who has read without being on the access list; newest first.',
  })
  readonly broken: readonly EmergencyAccess[];
}

export class AddToAccessList extends OfThread {
  @Parsed(parseOfficerId, {
    description: 'An officer of the same authority, with the role of the same desk.',
  })
  readonly officer: OfficerId;
  @One(additionReasons, { description: 'Why the officer needs to know.' })
  readonly reason: AdditionReason;
}

export class RemoveFromAccessList extends OfThread {
  @Parsed(parseOfficerId, { description: 'An officer on the access list.' })
  readonly officer: OfficerId;
  @One(removalReasons, { description: 'Why the officer needs to know no more.' })
  readonly reason: RemovalReason;
}

export class ChangedAccessList {
  @Whole({ min: 0, description: 'Members of the access list now.' })
  readonly members: number;
}

export class BreakGlass extends OfThread {
  @One(emergencyReasons, {
    description: 'Why one reads without being on the access list. The other State is told it.',
  })
  readonly reason: EmergencyReason;
  @Text({
    min: accessListLimits.leastFacts,
    max: accessListLimits.mostFacts,
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

export const showAccessList = call('roster', ReadOfThread, AccessListView, {
  requests: purposeful(desks),
  inbox: purposeful(asked),
});
export const addToAccessList = call('roster-add', AddToAccessList, ChangedAccessList, atDesk);
export const removeFromAccessList = call(
  'roster-remove',
  RemoveFromAccessList,
  ChangedAccessList,
  atDesk,
);
export const breakGlass = call('break-glass', BreakGlass, OpenedThread, atDesk);

export const accessListCalls = [showAccessList, addToAccessList, removeFromAccessList, breakGlass];
