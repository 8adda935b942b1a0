import {
  refusalGrounds,
  requestTypes,
  subjectCategories,
  urgencyGrounds,
  type RequestType,
  type UrgencyGround,
} from './lists.js';
import { closed, pattern, text } from './schema.js';

/** A person, vessel, vehicle or document that a request names. Every text is the sender's own, never derived. */
export interface Subject {
  readonly type: 'PERSON' | 'VESSEL' | 'VEHICLE' | 'DOCUMENT' | 'OTHER';
  /** Name as written by the sender, in any script. */
  readonly name: string;
  readonly category?: (typeof subjectCategories)[number];
  readonly birthDate?: string;
  readonly nationality?: string;
  readonly identifiers?: readonly { readonly type: string; readonly value: string }[];
  /** How this subject is connected with the purpose (Directive (EU) 2023/977 art. 4(3)(d)). */
  readonly linkToPurpose: string;
}

export interface RequestBody {
  readonly requestType: RequestType;
  readonly subjectLine: string;
  readonly language: string;
  readonly ownReference: string;
  readonly urgent: boolean;
  readonly urgencyGrounds: readonly UrgencyGround[];
  readonly urgencyReasons: string;
  readonly informationRequested: string;
  readonly facts: string;
  readonly underlyingOffence: string;
  readonly reasonsInformationAvailable: string;
  readonly necessityAndProportionality: string;
  readonly subjects: readonly Subject[];
}

/** The body of each kind of document. */
export interface InformationBodies {
  request: RequestBody;
  acknowledgement: { readonly note: string };
  response: { readonly final: boolean; readonly information: string };
  refusal: {
    readonly ground: (typeof refusalGrounds)[number];
    readonly refusedPart: string;
    readonly reasons: string;
  };
  withdrawal: { readonly reason: string };
}

const subject = closed(
  {
    type: { enum: ['PERSON', 'VESSEL', 'VEHICLE', 'DOCUMENT', 'OTHER'] },
    name: text(200),
    category: { enum: [...subjectCategories] },
    birthDate: { type: 'string', format: 'date' },
    nationality: pattern('^[A-Z]{2}$'),
    identifiers: {
      type: 'array',
      maxItems: 16,
      items: closed({ type: text(40), value: text(100) }),
    },
    linkToPurpose: text(1000),
  },
  ['category', 'birthDate', 'nationality', 'identifiers'],
);

const request = {
  ...closed({
    requestType: { enum: Object.keys(requestTypes) },
    subjectLine: text(160),
    language: pattern('^[a-z]{2,3}$'),
    ownReference: text(80),
    urgent: { type: 'boolean' },
    urgencyGrounds: {
      type: 'array',
      maxItems: 4,
      uniqueItems: true,
      items: { enum: [...urgencyGrounds] },
    },
    urgencyReasons: text(4000, 0),
    informationRequested: text(16_000),
    facts: text(32_000),
    underlyingOffence: text(2000),
    reasonsInformationAvailable: text(4000),
    necessityAndProportionality: text(4000),
    subjects: { type: 'array', maxItems: 100, items: subject },
  }),
  // Urgent needs a ground and reasons; a request that is not urgent states none.
  if: { properties: { urgent: { const: true } }, required: ['urgent'] },
  then: { properties: { urgencyGrounds: { minItems: 1 }, urgencyReasons: { minLength: 1 } } },
  else: { properties: { urgencyGrounds: { maxItems: 0 }, urgencyReasons: { maxLength: 0 } } },
};

/** JSON Schema (2020-12 vocabulary) of each kind's body; served to clients, checked on both sides. */
export const informationBodies: Readonly<Record<keyof InformationBodies, object>> = {
  request,
  acknowledgement: closed({ note: text(2000, 0) }),
  response: closed({ final: { type: 'boolean' }, information: text(64_000) }),
  refusal: closed({
    ground: { enum: [...refusalGrounds] },
    refusedPart: text(2000),
    reasons: text(4000, 0),
  }),
  withdrawal: closed({ reason: text(2000) }),
};
