import { CodedError, isCoded, type CodeTable, type Detail } from '#kernel';
import { StoreError } from '#store';

export const threadsCodes = {
  NOT_FOUND: {
    action: 'refuse',
    status: 404,
    title: 'There is no such object, or it is not yours to see.',
    remedy: 'Check the id. Objects of other authorities look exactly like unknown ones.',
  },
  ALREADY_CLAIMED: {
    action: 'refuse',
    status: 409,
    title: 'Another officer holds this request.',
    remedy:
      'The holder answers it; your text was not lost, it stays with you. Its officers alone read it: be added to its roster, or break the glass. Where the holder cannot be reached, break the glass for HOLDER_UNREACHABLE, then `liaise inbox assign` it to yourself; a risk to life, and what you stand in for on its roster, you assign to yourself at once. After an answer the detail names the documents that came since.',
  },
  ANSWERED_MEANWHILE: {
    action: 'refuse',
    status: 409,
    title: 'A colleague has answered since the document that you had read last.',
    remedy:
      'Read the documents that the detail names; then answer again, saying that you have read them. Your text stays with you.',
  },
  COLLEAGUE_UNKNOWN: {
    action: 'refuse',
    status: 422,
    title: 'This is no colleague of yours who may act at your desk of your authority now.',
    remedy:
      'Name an officer of your authority with the role of your desk, other than yourself: `liaise officer list` shows them.',
  },
  NOT_HOLDER: {
    action: 'refuse',
    status: 409,
    title: 'Only the officer who claimed a request may answer it.',
    remedy: 'Claim the request first: `liaise inbox claim`.',
  },
  BROADCAST_IMPOSSIBLE: {
    action: 'refuse',
    status: 409,
    title: 'A request to several States goes to eight at most, and to each authority once.',
    remedy: 'Leave out who is asked already, or begin another one for the others.',
  },
  NOT_ON_ROSTER: {
    action: 'refuse',
    status: 403,
    title: 'You are not on the roster of this thread: its officers alone read it.',
    remedy:
      'Ask the officer who has it to add you: `liaise inbox roster-add`, `liaise request roster-add`. Where that cannot wait, `break-glass` lets you in for hours, with a reason; the officer who has it and the other State are told at once.',
  },
  ROSTER_NOT_YOURS: {
    action: 'refuse',
    status: 403,
    title: 'Who else may read a thread is said by the officer who has it.',
    remedy:
      'Ask that officer; where nobody has it, take it first. Where that one may act no more, any officer on the roster does it; where none is left, whoever has broken the glass.',
  },
  ROSTER_MEMBER: {
    action: 'refuse',
    status: 409,
    title: 'The officer may read the thread already, or is not on its roster.',
    remedy:
      'Look at the roster. Whoever has a thread in hand hands it over instead of being removed.',
  },
  ROSTER_FULL: {
    action: 'refuse',
    status: 409,
    title: 'So many officers are on the roster of a thread at most.',
    remedy: 'Remove those who need not know any more.',
  },
  GLASS_SPENT: {
    action: 'refuse',
    status: 429,
    title: 'An officer may break into five threads within a day, and has.',
    remedy:
      'Ask the officer who has the thread, or a colleague. A risk to life every officer of the desk reads without it.',
  },
  DUPLICATE_CHECKS_SPENT: {
    action: 'refuse',
    status: 429,
    title: 'The officer has used up the thirty searches for duplicates of this hour.',
    remedy:
      'Search again at the time in the detail. A request can be sent without a search: a desk that may already work on the same is told, but the officer is not, and the custody log records it.',
  },
  SUBJECT_SEARCHES_SPENT: {
    action: 'refuse',
    status: 429,
    title: 'An officer may look for a person fifty times a day, and has; each page is one.',
    remedy:
      'Come again at the time that the detail names, or let another data protection officer look.',
  },
  SUBJECT_ASKS_SPENT: {
    action: 'refuse',
    status: 429,
    title: 'You have asked other States about persons as often as an officer may in a day.',
    remedy:
      'Come again at the time that the detail names, or let another data protection officer ask; whatever was sent stays sent.',
  },
  SUBJECT_ASKS_OPEN: {
    action: 'refuse',
    status: 429,
    title:
      'Too many asks about persons from one State to the other wait for an answer, or came within a day: no more are taken now.',
    remedy:
      'Withdraw those that need no answer any more, or wait for answers; then ask again. The State that is asked answers what waits: `liaise subject asks --received --purpose DATA_SUBJECT_RIGHTS`.',
  },
  SUBJECT_TOO_VAGUE: {
    action: 'refuse',
    status: 400,
    title:
      'A person is searched for by a name with a word of at least two letters, or by a number.',
    remedy: 'Give each writing of the whole name, or numbers of documents, phones and plates.',
  },
  PARENT_MISSING: {
    action: 'refuse',
    status: 422,
    title: 'The document that this one answers has not come, or was refused.',
    remedy: 'See what became of the earlier document, send it again, and then this one.',
  },
  DOCUMENT_KNOWN: {
    action: 'refuse',
    status: 409,
    title: 'This document was submitted before with other bytes.',
    remedy: 'Compose a new document; every document has an id of its own.',
  },
  CONTENT_ERASED: {
    action: 'refuse',
    status: 410,
    title: 'The content was lawfully erased; what is left proves only that it existed.',
    remedy: 'Ask the authority that holds the originals.',
  },
  ITEM_RECALLED: {
    action: 'refuse',
    status: 410,
    title:
      'The State that said it has recalled it, and this State has complied: its content is not given out any more.',
    remedy: 'Ask the State that said it; ids, hashes, receipts and the custody log are still here.',
  },
  THREAD_STOPPED: {
    action: 'refuse',
    status: 409,
    title: 'An officer of this authority has stopped the thread: nothing of it leaves any more.',
    remedy:
      'Look at the stop: one officer proposes to lift it, another one confirms. Only these still leave, in the fixed words that the detail names: a withdrawal, the answer COMPLIED to a recall, and a notice that something speaks for an accused person; a stop-word leaves, too.',
  },
  NOT_STOPPED: {
    action: 'refuse',
    status: 409,
    title: 'No stop holds in this thread.',
    remedy: 'Nothing: look at the thread again, it was lifted or never raised.',
  },
  STOP_WITHDRAWAL: {
    action: 'refuse',
    status: 422,
    title:
      'A stop needs a plain withdrawal while the neighbour still works on the request, and takes none otherwise.',
    remedy:
      'Sign a withdrawal of this thread with the reason "The request needs no answer any more.", the purpose of the request, no restriction and no attachment. If the request has ended, or the other State asked it, leave the withdrawal out.',
  },
  STOP_RISK_TO_LIFE: {
    action: 'refuse',
    status: 409,
    title: 'What another State is told of a risk to life is not kept back by one officer.',
    remedy: 'Answer what saves the life; what may not be told of a person, refuse by its ground.',
  },
  LIFT_NEEDS_TWO: {
    action: 'refuse',
    status: 409,
    title: 'Lifting a stop takes two officers: one proposes it, another one confirms it.',
    remedy: 'Have a colleague of the authority confirm it, or propose the lifting first.',
  },
  REVIEW_NOT_DUE: {
    action: 'refuse',
    status: 409,
    title: 'The file is not due for review.',
    remedy: 'Read the list of reviews again: a colleague has kept it, or something was said since.',
  },
  ERASURE_CASE_OPEN: {
    action: 'refuse',
    status: 409,
    title:
      'The case of this thread is open: a package of it was handed over, or a consent or a formal request stands. It is erased only once a hold was set and lifted.',
    remedy:
      'To keep it, an administrator sets a hold: `liaise retention hold`. To erase it, an administrator sets a hold after the newest of these acts, two lift it (`liaise retention lift`), and the erasing is ordered again.',
  },
  REVIEW_TOO_LONG: {
    action: 'refuse',
    status: 422,
    title: 'A review does not keep a file for so long.',
    remedy:
      'Say an earlier day that has not passed: at most the next review by the rule, and not after the day on which the file goes.',
  },
  RECALL_ANSWERED: {
    action: 'refuse',
    status: 409,
    title: 'This recall or correction has its answer already.',
    remedy: 'Nothing: the first answer stands. Look at the thread.',
  },
  RELEASE_ANSWERED: {
    action: 'refuse',
    status: 409,
    title: 'This question for a release has its answer already.',
    remedy:
      'Nothing: the first answer stands. A release is taken back by a recall of the document that gave it.',
  },
  EVIDENCE_ANSWERED: {
    action: 'refuse',
    status: 409,
    title: 'This request for consent to evidential use has its answer already.',
    remedy:
      'Nothing: the first answer stands. It is taken back by a recall; a new consent replies to the document itself.',
  },
  UPLOAD_UNKNOWN: {
    action: 'refuse',
    status: 422,
    title: 'An attachment of the document was not uploaded, or its size or hash differs.',
    remedy: 'Upload the file again and submit with the new upload id.',
  },
} as const satisfies CodeTable;

export type ThreadsCode = keyof typeof threadsCodes;

export class ThreadsError extends CodedError<ThreadsCode> {
  constructor(code: ThreadsCode, detail?: Detail, cause?: unknown) {
    super(code, threadsCodes, detail, cause);
  }
}

/** True for a refusal that a retry would repeat; false for failures of the database and other transient errors. */
export const isJudgement = (error: unknown): error is CodedError =>
  isCoded(error) && error.action !== 'retry' && !(error instanceof StoreError);

export const endsTransaction = (error: unknown): boolean =>
  error instanceof StoreError &&
  (error.code === 'STORE_CONFLICT' || error.code === 'STORE_UNAVAILABLE');
