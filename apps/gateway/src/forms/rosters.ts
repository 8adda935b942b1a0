import {
  additionReasons,
  glassReasons,
  removalReasons,
  rosterLimits,
  type AdditionReason,
  type GlassReason,
  type RemovalReason,
} from '#capabilities/access-lists/access-lists.contract';
import { Formed, OneOf, Words } from './fields.js';

const officer = /^[a-z][a-z0-9.-]{1,31}$/;

export class AdditionForm {
  @Formed(officer, 'An officer of the same authority, with the role of the same desk.')
  officer: string;

  @OneOf(additionReasons, 'Why the officer needs to know.')
  reason: AdditionReason;
}

export class RemovalForm {
  @Formed(officer, 'An officer on the roster.')
  officer: string;

  @OneOf(removalReasons, 'Why the officer needs to know no more.')
  reason: RemovalReason;
}

export class GlassForm {
  @OneOf(glassReasons, 'Why one reads without being on the roster. The other State is told it.')
  reason: GlassReason;

  @Words(
    rosterLimits.mostFacts,
    `What the reason rests on, in at least ${rosterLimits.leastFacts} characters; for the own authority alone.`,
  )
  facts: string;
}
