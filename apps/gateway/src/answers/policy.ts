import { formalChannels } from '#capabilities/policy/policy.schema';
import { powers } from '#kernel';
import type { Calls } from '#capabilities/calls';
import type { Forbidden } from '#capabilities/policy/policy.model';
import type { PolicyPoint, FormalRouteWarning } from '#capabilities/policy/policy.contract';
import {
  Count,
  One,
  Part,
  Parts,
  Several,
  Sha256Hex,
  Text,
  type Edge,
  type EdgeOf,
} from './members.js';

/** Answers about what the State's policy pack says. */

export class WarningPart implements Edge<FormalRouteWarning> {
  @One(['FORMAL_ROUTE_NEEDED'])
  readonly code: EdgeOf<FormalRouteWarning, 'code'>;
  @Text({ description: 'Id of the rule; built-in ones begin with `protocol-`.' })
  readonly rule: string;
  @Text({ description: 'The law behind the rule.' })
  readonly law: string;
  @One(formalChannels, {
    description: 'How the ask goes instead: kinds `central-authority-notice` and `formal-request`.',
  })
  readonly channel: EdgeOf<FormalRouteWarning, 'channel'>;
  @Several(powers, { description: 'What of the ask it is about; empty for something else.' })
  readonly powers: EdgeOf<FormalRouteWarning, 'powers'>;
}

export class ForbiddenPart implements Edge<Forbidden> {
  @Text({ description: 'Id of the rule.' })
  readonly rule: string;
  @Text({ description: 'The law behind the rule.' })
  readonly law: string;
}

export class PackPart implements Edge<PolicyPoint> {
  @Count({ description: 'Of the pack in force; 0 when two administrators have signed none.' })
  readonly version: number;
  @Sha256Hex({ description: 'Of the pack as canonical JSON.' })
  readonly sha256: EdgeOf<PolicyPoint, 'sha256'>;
}

export class PolicyAnswer implements Edge<Calls['requests.policy']['out']> {
  @Part(() => PackPart)
  readonly pack: PackPart;
  @Parts(() => ForbiddenPart, { description: 'Rules by which it does not leave.' })
  readonly forbidden: readonly ForbiddenPart[];
  @Parts(() => WarningPart, { description: 'What of an ask needs the formal route.' })
  readonly warnings: readonly WarningPart[];
}
