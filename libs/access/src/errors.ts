import { CodedError, type CodeTable, type Detail } from '#kernel';

const refuse = (status: number, title: string, remedy: string) =>
  ({ action: 'refuse', status, title, remedy }) as const;

const loginAgain = 'Log in again with your key.';

export const accessCodes = {
  LOGIN_OTHER_PLACE: refuse(
    401,
    'The login statement names another State or another origin.',
    'Check the code of the State and the address of the gateway, as a registrar told you them: somebody may have shown you another one.',
  ),
  LOGIN_TIME: refuse(
    401,
    'The login statement has lapsed, lives too long or is from the future.',
    'Check the clock of this computer and log in again.',
  ),
  LOGIN_REPLAYED: refuse(401, 'The login statement was used before.', loginAgain),
  LOGIN_REFUSED: refuse(
    401,
    'The key is not enrolled here, the statement is not signed with it, or it names another officer or token.',
    'At the first login with a key give the one-time token of your registrar (`liaise login --enrol`). If the key is enrolled, log in with it as the officer whom it was enrolled for; else ask a registrar of your authority.',
  ),
  SESSION_UNKNOWN: refuse(401, 'There is no such session.', loginAgain),
  SESSION_EXPIRED: refuse(401, 'The session has ended.', loginAgain),
  SESSION_FORGED: {
    action: 'alarm',
    status: 401,
    title: 'The row of this session is not what its officer signed at the login.',
    remedy:
      'Somebody wrote into the table of sessions by hand: look who may, keep the row, tell the auditor. The officer logs in again.',
  },
  ENROLMENT_REFUSED: refuse(
    403,
    'The enrolment token does not belong to this officer and key, or was used.',
    'If the detail says that it was used for this key, log in without it (`liaise login` without --enrol). Otherwise check officer, key and token file; if they are right, ask the registrars of the authority for a new entry and token.',
  ),
  ENROLMENT_OTHER_ROOT: refuse(
    409,
    'The root that you gave is not the root of this State; the token was not used.',
    'Compare --root, letter by letter, with what a registrar told you, and run the same command again. If it is what you were told, this gateway is not that of your State: send nothing through it and tell the registrar.',
  ),
  BULK_READING: {
    action: 'alarm',
    status: 409,
    title:
      'An officer has read many cases or documents within an hour, or was shown very many in lists.',
    remedy:
      'Ask the officer and the authority why; if it was not the officer who read, suspend the officer at once. The auditor sees each case that was read, and each list with the number of its entries.',
  },
  PERMISSION_DENIED: refuse(
    403,
    'No role of the officer allows this.',
    'Ask somebody with one of the roles named in the detail.',
  ),
  PURPOSE_MISSING: refuse(
    422,
    'Reading this needs a stated purpose.',
    'State one of the purposes of the list for this read; it is logged before anything is shown.',
  ),
} as const satisfies CodeTable;

export type AccessCode = keyof typeof accessCodes;

export class AccessError extends CodedError<AccessCode> {
  constructor(code: AccessCode, detail?: Detail, cause?: unknown) {
    super(code, accessCodes, detail, cause);
  }
}
