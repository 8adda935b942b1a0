import { CodedError, type CodeTable, type Detail } from '#kernel';

export const journalCodes = {
  EVENT_INVALID: {
    action: 'alarm',
    status: 500,
    title: 'An event was to be recorded in a form the custody log does not take.',
    remedy: 'Report the member named in the detail: a program error. Nothing was recorded or done.',
  },
  FORK_SEEN: {
    action: 'alarm',
    status: 409,
    title:
      'Within the last 24 hours a State was found to show two histories of its log or of its directory.',
    remedy:
      'Read the log of the service (`"level":50`) and `liaise audit open-differences`: they name the State. Compare with it in person. It is said for 24 hours after the last.',
  },
  LINK_ALARM: {
    action: 'alarm',
    status: 409,
    title:
      'In the last 24 hours the custody log recorded an alarm about a link, or something of a neighbour was refused with a code that is an alarm.',
    remedy:
      'Call the neighbour: log/audit.log (`"level":50`) names it and the reason, the metric `liaise_link_number` says how many. This alarm stays for 24 hours after the last of them.',
  },
  LEAF_INVALID: {
    action: 'alarm',
    status: 422,
    title: 'The bytes are not a leaf of a custody log.',
    remedy: 'Keep the bytes and compare them with a mirror of the log.',
  },
  LEAF_SIGNATURE_INVALID: {
    action: 'alarm',
    status: 422,
    title: 'The leaf was not signed by the event key it names.',
    remedy:
      'Keep the row: it was altered, or inserted by something that is no service of this State.',
  },
  EVENTS_ID_UNKNOWN: {
    action: 'refuse',
    status: 409,
    title: 'The id of the last event is no place in the custody log of this State.',
    remedy:
      'It is of another State, or of a log that this one does not continue. Read the lists anew, then listen without an id.',
  },
  EVENTS_TOO_OLD: {
    action: 'refuse',
    status: 410,
    title: 'The id of the last event is too old to go on from.',
    remedy:
      'Read the lists anew, then listen without an id: what happened since is more than 24 hours or 100,000 entries of the log ago.',
  },
  EVENT_UNKNOWN: {
    action: 'refuse',
    status: 404,
    title: 'There is no such event in the custody log.',
    remedy: 'Check the event id.',
  },
  EVENT_NOT_RELEASED: {
    action: 'retry',
    status: 503,
    title: 'The event is recorded but not yet fixed in the signed log.',
    remedy: 'Try again in a moment; if it lasts, look at the state of the audit service.',
  },
  LOG_ROLLED_BACK: {
    action: 'alarm',
    status: 503,
    title: 'The custody log in the database is shorter than the head kept outside it.',
    remedy:
      'The database was restored from an older copy. Nothing is signed until the missing leaves are back: restore a newer backup or replay them from the mirror.',
  },
  LOG_FORKED: {
    action: 'alarm',
    status: 503,
    title: 'The custody log in the database does not continue the head kept outside it.',
    remedy:
      'Nothing is signed. Keep the database and the head file as they are: together they prove the change. Call the auditor.',
  },
  LOG_DAMAGED: {
    action: 'alarm',
    status: 503,
    title: 'Tiles, checkpoint and size of the custody log do not fit together.',
    remedy: 'Nothing is signed. Compare with a mirror and rebuild the tiles from the leaves.',
  },
  LOG_HEAD_MISSING: {
    action: 'alarm',
    status: 503,
    title:
      'The head of the custody log outside the database is missing, though the log is not empty.',
    remedy: 'Restore the head file from its backup, or adopt the newest cosigned checkpoint.',
  },
  LOG_HEAD_INVALID: {
    action: 'alarm',
    status: 503,
    title: 'The head file is not a checkpoint signed by the key of this log.',
    remedy: 'Keep the file, find out who changed it, and restore it from its backup.',
  },
  LOG_HEAD_MOVED: {
    action: 'retry',
    status: 503,
    title: 'The head file does not stand where this process left it.',
    remedy: 'A second sequencer may be running; this one reads the state again before it goes on.',
  },
  LOG_HALTED: {
    action: 'alarm',
    status: 503,
    title: 'A neighbour holds a checkpoint of this log that this database does not contain.',
    remedy:
      'Nothing is signed on this database any more: it is an older copy, or the log has two histories. Keep it, restore the newest one, and call the auditor; both notes are kept in it.',
  },
  WITNESS_ANSWER_INVALID: {
    action: 'alarm',
    status: 422,
    title: 'A witness answered an offer of this log with something that does not prove itself.',
    remedy:
      'Nothing of it counts. Take it up with the neighbour; until it answers well the log goes on without its cosignature.',
  },
  WITNESS_REFUSES: {
    action: 'alarm',
    status: 409,
    title: 'A witness does not cosign this log; its reason is the detail.',
    remedy:
      'UNPROVEN: it waits for proofs, which the next offers bring. INCONSISTENT: it holds notes of this log that do not fit together; for any other word, compare versions and directories with the neighbour. HTTP status 422 or 409 of a witness outside: it holds another history of this log, or another log with the same key; any other status: it does not know this log.',
  },
  WITNESS_AHEAD: {
    action: 'alarm',
    status: 409,
    title: 'A witness outside says that it has cosigned more of this log than this database holds.',
    remedy:
      'It shows no note, so nothing is stopped. Compare sizes with a neighbour and the auditor: the database may be an older copy. Or the witness errs: take it up with its operator.',
  },
  WITNESS_OFFER_INVALID: {
    action: 'alarm',
    status: 422,
    title: 'What a neighbour offered as the head of its custody log could not be judged.',
    remedy: 'It was dropped, and others are not held up. Take it up with the neighbour.',
  },
  WITNESS_ACCUSES: {
    action: 'alarm',
    status: 409,
    title: 'A neighbour’s custody log does not continue what this State cosigned before.',
    remedy:
      'Show both signed notes, which are kept as proof, to the auditor and to the neighbour, who must say why. The checkpoint was not cosigned, except with REPLACED: there a new log has taken the place of the former one.',
  },
  RECONCILIATION_DIFFERS: {
    action: 'alarm',
    status: 409,
    title: 'This State and a neighbour do not hold the same of their link.',
    remedy:
      'The signed report names every number: find out with the neighbour what became of each message and receipt.',
  },
  RECONCILIATION_INVALID: {
    action: 'alarm',
    status: 422,
    title:
      'A neighbour’s part of the daily comparison does not fit what it or this State said before.',
    remedy: 'Nothing was signed. Take it up with the neighbour; the comparison is tried again.',
  },
  UNCOSIGNED: {
    action: 'alarm',
    status: 503,
    title: 'The custody log has grown for a minute without the cosignatures that it is to have.',
    remedy:
      'Messages flow; formal acts are refused and those on their way wait (FORMAL_ACT_BLOCKED). Look whether the links to the witnesses are up, and for WITNESS_REFUSES in the log of the audit service; it ends by itself when they cosign.',
  },
  OUTSIDE_WITNESS_SILENT: {
    action: 'alarm',
    status: 503,
    title: 'A witness outside has cosigned nothing new of the custody log for 15 minutes.',
    remedy:
      'Messages go on. Formal acts wait when no other witness beside the neighbour cosigns (ONE_WITNESS). Look at the log of the exchange for WITNESS_UNREACHED, and of the audit service for WITNESS_REFUSES.',
  },
  LOG_FORK_EVIDENCE: {
    action: 'alarm',
    status: 409,
    title: 'Signed notes are kept that show two histories of this log or of a neighbour’s.',
    remedy:
      '`liaise audit open-differences --purpose DETECTION` names them. Show both notes to the auditor and to the neighbour. It stays as long as that State is a neighbour: proof is never deleted.',
  },
  RECONCILIATION_OVERDUE: {
    action: 'alarm',
    status: 503,
    title: 'No report of what passed with a neighbour was signed by both for the last day but one.',
    remedy:
      'Look whether the link is up, and for RECONCILIATION_INVALID in the log of the audit service; the comparison is tried again every ten minutes.',
  },
  EVENTS_WAITING: {
    action: 'alarm',
    status: 503,
    title: 'Events have waited for more than a minute for their place in the custody log.',
    remedy:
      'Nothing leaves meanwhile. The log of the audit service says why the sequencer does not go on.',
  },
  UNTIMED: {
    action: 'alarm',
    status: 503,
    title: 'No time-stamp authority has stamped the custody log for 15 minutes.',
    remedy:
      'Everything goes on but formal acts, which are refused after two minutes already (FORMAL_ACT_BLOCKED). Look at `liaise doctor` and the log of the exchange; stamping catches up by itself.',
  },
  TIME_AUTHORITY_SILENT: {
    action: 'alarm',
    status: 503,
    title: 'One of two time-stamp authorities has not stamped the custody log for 15 minutes.',
    remedy: 'The other one does, so nothing is blocked. Its name is in the detail.',
  },
  CLOCK_OFFSET: {
    action: 'alarm',
    status: 503,
    title: 'Outside clocks say that the clock of this machine is more than 1 s wrong.',
    remedy:
      'Look at the time service (chrony, systemd-timesyncd). The offset is in the custody log as event `clock.alarm`.',
  },
  CLOCK_BLOCKS: {
    action: 'alarm',
    status: 503,
    title: 'Outside clocks say that the clock of this machine is more than 5 s wrong.',
    remedy:
      'No formal act is taken or leaves until it is right again (FORMAL_ACT_BLOCKED). Set the clock.',
  },
  ERASURES_NOT_APPLIED: {
    action: 'retry',
    status: 503,
    title:
      'The database is older than erasures that stand outside it; they are being applied again.',
    remedy:
      'Nobody reads anything until that is done. It takes moments; look whether the sealer runs.',
  },
  ERASURE_FILE_INVALID: {
    action: 'alarm',
    status: 503,
    title: 'The file of erasures outside the database is damaged or was changed.',
    remedy:
      'Keep the file, find out who changed it, and restore it from its own backup; the custody log names the hash of every line.',
  },
  ERASURE_FILE_SHORT: {
    action: 'alarm',
    status: 503,
    title: 'The custody log names erasures that the file outside the database does not hold.',
    remedy: 'Nobody reads anything. Restore the file from its own backup; it is never made anew.',
  },
  LOG_BUSY: {
    action: 'retry',
    status: 503,
    title: 'Another process is sequencing the custody log.',
    remedy: 'Stop one of the two; only one audit service per State is needed.',
  },
  LOG_STANDS_STILL: {
    action: 'retry',
    status: 503,
    title: 'For four hours the custody log has taken nothing that waits: no new document is taken.',
    remedy:
      'It would not leave. Withdrawals, recalls, stop-words and the like are still taken and wait. The operator sees in the log of the audit service why nothing is signed; speak to the other State by other means meanwhile.',
  },
  FORMAL_ACT_BLOCKED: {
    action: 'retry',
    status: 409,
    title:
      'A formal request, an answer to one or a consent to evidential use is not taken: its date could be doubted before a court.',
    remedy:
      'The detail says what is missing; once `liaise status` prints "formal acts possible", send it again. One that was taken before leaves by itself within 24 hours of its signature, or is kept back, and a document that names it waits for it. Refusing a consent, taking back one that has left, and telling what speaks for an accused person are never blocked.',
  },
  LOG_EVENT_FORGOTTEN: {
    action: 'alarm',
    status: 500,
    title: 'Events older than 60 s have no place in the custody log.',
    remedy:
      'Look whether the sequencer runs. If it does, rows were removed from the waiting list by hand.',
  },
} as const satisfies CodeTable;

export type JournalCode = keyof typeof journalCodes;

/** Error of the custody log. `detail` may be logged: it holds member names, sizes and counts only. */
export class JournalError extends CodedError<JournalCode> {
  constructor(code: JournalCode, detail?: Detail, cause?: unknown) {
    super(code, journalCodes, detail, cause);
  }
}
