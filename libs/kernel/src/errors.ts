import { phrase, Phrase, type Detail } from './phrase.js';

export const actions = ['retry', 'refuse', 'alarm'] as const;
export type Action = (typeof actions)[number];

export interface CodeEntry {
  readonly action: Action;
  readonly status: number;
  readonly title: string;
  readonly remedy: string;
}

export type CodeTable = Readonly<Record<string, CodeEntry>>;

/**
 * Machine-readable data about a refusal, such as thread ids; never document contents. Sent as members of the problem
 * document.
 */
export interface ErrorFacts {
  readonly threads?: readonly string[];
  readonly otherDesk?: boolean;
}

/** Maximum number of ids in `ErrorFacts.threads`; the bus drops a longer list. */
export const mostErrorThreads = 20;

const noFacts: ErrorFacts = {};

/** Base class of errors with a code. `detail` never contains case data, so it may be logged. */
export abstract class CodedError<C extends string = string> extends Error {
  readonly action: Action;
  readonly status: number;
  readonly title: string;
  readonly remedy: string;
  readonly facts: ErrorFacts = noFacts;
  /** English where `phrase` is set. A string that `liaise` gives is in the language of the reader. */
  readonly detail: string | undefined;
  /** The detail with its values apart. Undefined where the detail was given as a string. */
  readonly phrase: Phrase | undefined;

  protected constructor(
    readonly code: C,
    table: Readonly<Record<C, CodeEntry>>,
    detail?: Detail,
    cause?: unknown,
  ) {
    super(
      detail === undefined ? code : `${code}: ${String(detail)}`,
      cause === undefined ? undefined : { cause },
    );
    this.detail = detail === undefined ? undefined : String(detail);
    this.phrase = detail instanceof Phrase ? detail : undefined;
    this.name = new.target.name;
    const entry = table[code];
    this.action = entry.action;
    this.status = entry.status;
    this.title = entry.title;
    this.remedy = entry.remedy;
  }
}

/** Detail of an error, for the detail of another error. */
export const detailOf = ({ phrase, detail }: CodedError): Detail | undefined => phrase ?? detail;

export const isCoded = (error: unknown): error is CodedError => error instanceof CodedError;

/** All that a caught value says of itself, for the detail of another error. */
export function causeDetail(error: unknown): Detail {
  if (!isCoded(error)) return error instanceof Error ? error.message : String(error);
  const detail = detailOf(error);
  return detail === undefined ? error.code : phrase`${error.code}: ${detail}`;
}

export const kernelCodes = {
  VALUE_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'A value does not have the form its field requires.',
    remedy: 'Correct the field named in the detail and send again.',
  },
  DOCUMENT_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'The document does not follow the schema of its kind.',
    remedy: 'Correct the member named in the detail, sign the document again and send it.',
  },
  ITEM_MISSING: {
    action: 'refuse',
    status: 422,
    title: 'An item that the law asks for is missing from the document or empty.',
    remedy: 'Fill in every item named in the detail, sign the document again and send it.',
  },
  KIND_UNKNOWN: {
    action: 'refuse',
    status: 422,
    title: 'The kind of document or the request type is not known here.',
    remedy:
      'Use a kind or type listed by the API. Where the neighbour refused it, its gateway is older: withdraw the request, ask by a type that it knows, such as INFORMATION, and tell its operator.',
  },
  CATEGORY_MISSING: {
    action: 'refuse',
    status: 422,
    title: 'A person is named without saying what the person is in this matter.',
    remedy:
      'Give every person named in the detail a category, such as SMUGGLED_MIGRANT, sign the document again and send it.',
  },
  SUSPECT_WITHOUT_OFFENCE: {
    action: 'refuse',
    status: 422,
    title:
      'A person is called a suspect without an offence other than having been smuggled (Smuggling Protocol, art. 5).',
    remedy:
      'Name the offence of each person in the detail, or give the category that fits, such as SMUGGLED_MIGRANT; sign again and send.',
  },
  CLASSIFICATION_ABOVE_CEILING: {
    action: 'refuse',
    status: 422,
    title: 'The document is classified higher than this gateway is accredited for.',
    remedy:
      'Send it by the channel that both States have accredited for its level, such as the classified network of the two ministries. The ceiling is `limits.classificationCeiling`.',
  },
  NOT_AVAILABLE_YET: {
    action: 'refuse',
    status: 422,
    title: 'Request types of the protection compartment cannot be exchanged yet.',
    remedy: 'Use the channel agreed for protection matters; nothing was sent or kept.',
  },
  ENTRY_NOT_ALLOWED: {
    action: 'refuse',
    status: 422,
    title: 'A directory entry is not signed by the persons who may make it, or breaks a rule.',
    remedy: 'Have it signed by those named in the detail and submit it again.',
  },
  SCREENING_FORBIDS: {
    action: 'refuse',
    status: 422,
    title: 'The screening of the person is missing, or keeps the request back.',
    remedy:
      'Do not send it: nothing of it has left. Complete what is missing; where something speaks against it, record that as a stop in the thread, if there is one.',
  },
  ASSESSMENT_NOT_CURRENT: {
    action: 'refuse',
    status: 409,
    title: 'The operation has no current assessment of the risk to people.',
    remedy: 'Assess it anew and send the assessment first; it holds for 72 hours at most.',
  },
  THREAD_HALTED: {
    action: 'refuse',
    status: 409,
    title: 'A State has said the stop-word: no step of the operation is taken.',
    remedy:
      'Speak with the neighbour. The operation goes on once each stop-word, also one of another thread of it, has a `resume` from both States between whom it was said.',
  },
  RETENTION_HELD: {
    action: 'refuse',
    status: 409,
    title: 'A legal hold stands on this thread: nothing of it may be erased.',
    remedy: 'Have two administrators lift the hold, then order the erasing anew.',
  },
  LIMITS_NOT_AGREED: {
    action: 'refuse',
    status: 422,
    title:
      'The request states other time limits than held between the two States when it was composed.',
    remedy:
      'Compose it anew: `liaise request send` states what holds. `liaise peer list` shows what each State has said; where that differs the standard limits hold.',
  },
  TERM_INVALID: {
    action: 'refuse',
    status: 422,
    title: 'The end of the term is not one that may be asked for.',
    remedy:
      'Give an end that fits the bound named in the detail, sign the document again and send it.',
  },
  TERM_EXTENDED: {
    action: 'refuse',
    status: 409,
    title: 'An extension of the term was signed already, and there may be only one.',
    remedy:
      'Send the formal request before the term ends: `liaise request show` says when. Where that is too late, make a new request.',
  },
  TERM_OVER: {
    action: 'refuse',
    status: 409,
    title: 'The term has ended, so it cannot be extended.',
    remedy: 'Make a new request at once: nothing obliges the holder to keep the data any more.',
  },
  TRANSITION_NOT_ALLOWED: {
    action: 'refuse',
    status: 409,
    title:
      'This kind of document is not allowed in this thread, or not in the present state of the thread.',
    remedy:
      'Look at the thread again: somebody may have answered, refused, withdrawn or closed it. If the detail says "never said", no state allows it: then ask for what is missing by a request of your own, and say by feedback what information or a forward was good for.',
  },
} as const satisfies CodeTable;

export type KernelCode = keyof typeof kernelCodes;

export class KernelError extends CodedError<KernelCode> {
  constructor(code: KernelCode, detail?: Detail, cause?: unknown) {
    super(code, kernelCodes, detail, cause);
  }
}
