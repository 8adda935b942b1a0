import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Asked,
  CALL_BUS,
  From,
  joined,
  Route,
  type Caller,
  type CallBus,
  type Refusals,
} from '#api';
import { Nothing } from '#contract';
import {
  closeSession,
  Enrolling,
  enrolOfficer,
  OpeningSession,
  openSession,
  readSession,
  type EnrolledOfficer,
  type OwnSession,
  type SessionView,
} from '#capabilities/sessions/sessions.contract';
import { KeepAlive } from '../route-policy/keep-alive.js';

const signed: Refusals = {
  401: ['LOGIN_OTHER_PLACE', 'LOGIN_REFUSED', 'LOGIN_REPLAYED', 'LOGIN_TIME'],
  403: [
    'OFFICER_NOT_VALID_AT',
    'OFFICER_ROLE_MISSING',
    'OFFICER_SUSPENDED',
    'OFFICER_UNKNOWN',
    'OFFICER_WRONG_AUTHORITY',
    'PERMISSION_DENIED',
  ],
  413: ['WIRE_TOO_LARGE'],
  422: ['WIRE_MALFORMED', 'WIRE_NOT_CANONICAL', 'WIRE_TOO_DEEP'],
};
const enrolled: Refusals = {
  403: ['ENROLMENT_REFUSED'],
  409: ['ENROLMENT_OTHER_ROOT', 'TRUST_CERTIFICATE_LIMIT'],
  422: [
    'SEAL_ALGORITHM_FORBIDDEN',
    'SEAL_ARMOR_INVALID',
    'SEAL_CERTIFICATE_MULTIPLE',
    'SEAL_CERTIFICATE_SECRET',
    'SEAL_CURVE_FORBIDDEN',
    'SEAL_KEY_EXPIRED',
    'SEAL_KEY_NOT_YET_VALID',
    'SEAL_KEY_REVOKED',
    'SEAL_KEY_SMALL_ORDER',
    'SEAL_KEY_UNUSABLE',
    'SEAL_KEY_VERSION',
    'SEAL_PACKET_FORBIDDEN',
    'SEAL_PACKET_INVALID',
    'SEAL_RSA_SHORT',
    'SEAL_SELF_SIGNATURE_INVALID',
    'SEAL_SELF_SIGNATURE_WEAK',
    'SEAL_TOO_LARGE',
    'TRUST_CERTIFICATE_FOREIGN',
  ],
};

@ApiTags('sessions')
@Controller('api/v1')
export class SessionsController {
  constructor(
    @Inject(CALL_BUS) private readonly bus: CallBus,
    private readonly keepAlive: KeepAlive,
  ) {}

  @Route('POST', 'enrolments', enrolOfficer, {
    status: 201,
    summary: 'Enrol with a one-time token',
    description: 'Binds the certificate of the officer. It gives no right: the signed entry does.',
    refuses: joined(signed, enrolled),
  })
  enrol(@Asked() asked: Enrolling): Promise<EnrolledOfficer> {
    return this.bus.askOpen(enrolOfficer, asked);
  }

  @Route('POST', 'sessions', openSession, {
    status: 201,
    summary: 'Open a session',
    description: 'With a login that the key of the officer has signed for this token.',
    refuses: signed,
  })
  open(@Asked() asked: OpeningSession): Promise<SessionView> {
    return this.bus.askOpen(openSession, asked);
  }

  @Route('GET', 'session', readSession, {
    summary: 'Show the own session',
    description: 'Also keeps it from idling out.',
  })
  show(@From() caller: Caller, @Asked() asked: Nothing): Promise<OwnSession> {
    return this.bus.ask(readSession, caller, asked);
  }

  @Route('DELETE', 'session', closeSession, {
    status: 204,
    summary: 'End the own session',
    description: 'The token is worth nothing from then on.',
  })
  async close(@From() caller: Caller, @Asked() asked: Nothing): Promise<Nothing> {
    const ended = await this.bus.ask(closeSession, caller, asked);
    this.keepAlive.forget(caller.session);
    return ended;
  }
}
