import { CodedError, type CodeTable, type Detail } from '#kernel';

export const mailboxCodes = {
  LINK_UNKNOWN: {
    action: 'refuse',
    status: 409,
    title: 'There is no link to this State.',
    remedy: 'Enrol the neighbour first: `liaise peer invite`.',
  },
  MESSAGE_ID_REUSED: {
    action: 'alarm',
    status: 409,
    title: 'A message id came again with other bytes.',
    remedy: 'Tell the neighbour: its gateway re-uses ids or somebody else sends in its place.',
  },
  RECEIPT_UNKNOWN_MESSAGE: {
    action: 'alarm',
    status: 422,
    title: 'A receipt speaks of bytes that this State never sent on that link.',
    remedy:
      'Somebody put a message of their own on the link, or this State was restored from an older backup: compare both logs. The statement is kept in quarantine.',
  },
  RECEIPT_TIME_IMPLAUSIBLE: {
    action: 'alarm',
    status: 422,
    title: 'A receipt names a time at which the message cannot have come.',
    remedy:
      'Compare the clocks of both gateways. The receipt counts, and deadlines run from the nearest time that is possible; the neighbour shows another. The statement is kept in quarantine.',
  },
  REFUSALS_MANY: {
    action: 'alarm',
    status: 422,
    title: 'In one day, more of what a neighbour sent was refused than is kept.',
    remedy:
      'Ask the neighbour why; if it goes on, two administrators may remove this neighbour (`liaise peer`). The first 2,000 of a day (16 MiB) are in quarantine, of the rest the number is recorded once an hour, and valid messages are taken as before.',
  },
  GLASSES_TOO_MANY: {
    action: 'alarm',
    status: 422,
    title:
      'A neighbour reported more emergency accesses (broken glasses) in one day than are passed on.',
    remedy:
      'Ask the neighbour why: there were more than 32 for one document, whose State of origin is told, or more than 256 of which desks are told; only the first of the day were passed on. Its receipts count and are shown; this is recorded once a day, and the statement is kept in quarantine.',
  },
  GLASS_WAY_IMPOSSIBLE: {
    action: 'alarm',
    status: 422,
    title: 'A neighbour tells of a glass broken further on by a way that cannot be.',
    remedy:
      'Ask the neighbour why: the way names itself or this State. The receipt is shown with its document; nobody is told of it. The statement is kept in quarantine.',
  },
} as const satisfies CodeTable;

export type MailboxCode = keyof typeof mailboxCodes;

export class MailboxError extends CodedError<MailboxCode> {
  constructor(code: MailboxCode, detail?: Detail, cause?: unknown) {
    super(code, mailboxCodes, detail, cause);
  }
}
