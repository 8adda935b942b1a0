import {
  type Body,
  type DocumentKind,
  parseAuthorityId,
  parseDocumentId,
  parseFingerprint,
  parseSha256,
  parseStateCode,
  documentKinds,
  kinds,
  parseTimestamp,
  requestTypes,
  timestamp,
  type Kind,
  type RequestBody,
  type RequestType,
  type Timestamp,
  type TypeOfRequest,
} from '#kernel';
import type { EvidenceItem, Proceedings } from '#capabilities/evidence/kinds/evidence-item.kind';
import type { Subject } from '#capabilities/requests/kinds/subject.kind';
import type { PolicyPack } from '#capabilities/policy/policy.schema';

export const at = (minutes = 0): Timestamp =>
  parseTimestamp(new Date(Date.UTC(2026, 2, 1, 12, minutes)).toISOString());
export const days = (n: number): number => n * 24 * 60;

export const aSubject = (members: Partial<Subject> = {}): Subject => ({
  type: 'VEHICLE',
  name: 'white van',
  // No common identifier: requests of two tests must not look alike.
  identifiers: [{ type: 'plate', value: 'XX-none' }],
  linkToPurpose: 'Seen at the place of embarkation.',
  ...members,
});

export const anAssessment = (members: Partial<Body<'risk-assessment'>> = {}) => ({
  riskToLife: 'The doors cannot be opened from inside.',
  mitigations: 'A team with cutters follows within two minutes.',
  safetyOfficer: 'Duty commander',
  validUntil: at(days(2)),
  ...members,
});
export const aScreening = {
  asylumClaim: 'NO',
  appealPending: 'NO',
  nonRefoulement: 'NO',
  childBestInterests: 'NO_CHILD',
  consent: 'YES',
  screenedBy: 'Head of the reception centre',
  screenedAt: at(-days(1)),
} as const;
const nationality = { state: 'XB', basis: 'CLAIMED' };

const operation = {
  plan: 'The lorry is followed to the warehouse.',
  from: at(),
  until: at(days(2)),
  safetyOfPersons: 'A rescue team stands by; the doors are opened at once on a call.',
  safetyOfficer: 'Duty commander',
  assessment: anAssessment(),
};
export const aRequestsDetails: Partial<Record<RequestType, RequestBody['details']>> = {
  RISK_TO_LIFE: {
    situation: 'SEA',
    place: '12 miles west of the cape',
    persons: 40,
    children: 'UNKNOWN',
    rescueInformed: 'YES',
  },
  BORDER_INCIDENT: { border: 'LAND', place: 'Border stone 17', happenedAt: at() },
  DOCUMENT_CHECK: {
    documentType: 'PASSPORT',
    issuingState: 'XB',
    number: 'P1',
    suspicion: 'FALSELY_MADE_OR_ALTERED',
  },
  VESSEL: { measures: ['CONFIRM_REGISTRY'], claimedFlag: 'XB', position: 'In port' },
  CONTROLLED_DELIVERY: operation,
  SURVEILLANCE_COORDINATION: operation,
  NATIONALITY_VERIFICATION: {
    person: 'N. N.',
    nationality,
    permanentResidenceAtEntry: 'UNKNOWN',
    screening: aScreening,
  },
  TRAVEL_DOCUMENT: {
    person: 'N. N.',
    nationality,
    document: 'EMERGENCY_TRAVEL_DOCUMENT',
    neededBy: at(days(9)),
    screening: aScreening,
  },
  PROTECTION: {
    person: 'N. N.',
    dangers: ['RETALIATION'],
    measures: ['SAFE_ACCOMMODATION', 'LEGAL_ASSISTANCE'],
    child: 'NO',
    place: 'Reception centre of the port',
    neededBy: at(days(1)),
    consent: 'YES',
  },
  WELFARE_REFERRAL: {
    person: 'N. N.',
    triggers: ['CHILD', 'MEDICAL'],
    authority: 'Youth welfare office',
    noticedAt: at(),
    neededBy: at(days(1)),
    guardian: 'NOT_APPOINTED',
    guardianContact: 'Duty guardian of the district',
    consent: 'NOT_YET_ASKED',
  },
  CONSULAR_NOTIFICATION: {
    person: 'N. N.',
    nationality,
    informedOfRightAt: at(),
    language: 'fr',
    interpreter: 'YES',
    post: 'Consulate general',
    screening: aScreening,
  },
};

export function detailsOf(type: RequestType, now = new Date(at())): RequestBody['details'] {
  const { example }: TypeOfRequest = requestTypes[type];
  return aRequestsDetails[type] ?? example?.(now).details;
}

export function aRequestWith(
  requestType: RequestType,
  name: string,
  value: object | undefined,
): RequestBody {
  const before = detailsOf(requestType) as Readonly<Record<string, unknown>> | undefined;
  const details: Readonly<Record<string, unknown>> = { ...before, [name]: value };
  const given = Object.entries(details).filter(([, each]) => each !== undefined);
  return { ...aRequestBody({ requestType }), details: Object.fromEntries(given) };
}

const byType = (type: RequestType = 'INFORMATION'): Partial<RequestBody> => {
  const details = detailsOf(type);
  return {
    ...(details !== undefined && { details }),
    ...(type === 'RISK_TO_LIFE' && {
      urgent: true,
      urgencyGrounds: ['THREAT_LIFE_INTEGRITY'],
      urgencyReasons: 'The boat takes in water.',
    }),
  };
};

export const aRequestBody = (members: Partial<RequestBody> = {}): RequestBody => ({
  requestType: 'INFORMATION',
  subjectLine: 'Owner of a vehicle',
  language: 'en',
  ownReference: 'REF-1',
  urgent: false,
  urgencyGrounds: [],
  urgencyReasons: '',
  informationRequested: 'Who is the registered keeper?',
  facts: 'The vehicle crossed on the first of March.',
  underlyingOffence: 'Smuggling of migrants',
  reasonsInformationAvailable: 'The plate is of your State.',
  necessityAndProportionality: 'No other means is known.',
  subjects: [aSubject()],
  ...byType(members.requestType),
  ...members,
});

const theRequest = parseDocumentId('019b76da-a800-7e31-8e63-e035aefff7fd');

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const theSigned = {
  document: base64('{}'),
  signature: base64('signature'),
  certificate: base64('certificate'),
};

export const aRelease = (members: Partial<Release> = {}): Release => ({
  item: theRequest,
  itemSha256: parseSha256('5a'.repeat(32)),
  recipient: { state: parseStateCode('XC'), authority: parseAuthorityId('coast-guard') },
  purpose: 'INVESTIGATION',
  until: at(days(30)),
  ...members,
});
type Release = Omit<Body<'forward-consent-request'>, 'reason'>;

export const anEvidenceItem = (members: Partial<EvidenceItem> = {}): EvidenceItem => ({
  document: theRequest,
  sha256: parseSha256('5a'.repeat(32)),
  attachments: [],
  ...members,
});
export const someProceedings: Proceedings = {
  kind: 'PROSECUTION',
  court: 'Regional court',
  reference: '12 Js 345/26',
  jurisdiction: parseStateCode('XA'),
};
export const aFormalText = (
  members: Partial<Body<'formal-request'>> = {},
): Body<'formal-request'> => ({
  requestingAuthority: 'Public prosecutor at the regional court',
  subjectMatterAndNature: 'Prosecution of two persons for the smuggling of migrants',
  conductingAuthority: 'Public prosecutor at the regional court, who leads the investigation',
  proceedings: someProceedings,
  facts: 'The vehicle crossed on the first of March with eleven persons.',
  assistanceTypes: ['INFORMATION_EVIDENCE_EXPERT', 'ORIGINALS_CERTIFIED_COPIES'],
  assistanceSought: 'A certified copy of the entry of the register.',
  particularProcedure: '',
  persons: [{ identity: 'N. N.', location: 'unknown', nationality: 'XB' }],
  purpose: 'To prove who kept the vehicle.',
  offences: 'Criminal Code section 326: one to ten years',
  dualCriminality: '',
  urgency: '',
  confidentiality: '',
  certification: '',
  language: 'en',
  contact: '',
  informalExchangeRefs: [anEvidenceItem()],
  consentRefs: [{ document: theRequest, sha256: parseSha256('5b'.repeat(32)) }],
  ...members,
});

type Bodies = { readonly [K in DocumentKind]: (now?: Date) => Body<K> };

const written: Partial<Bodies> = {
  request: () => aRequestBody(),
  'spontaneous-information': () => ({
    subjectLine: 'A boat is being fitted out',
    language: 'en',
    ownReference: 'REF-2',
    information: 'Forty life jackets were bought for cash.',
    ownInitiativeReason: 'The buyer named your coast.',
    subjects: [aSubject()],
  }),
  acknowledgement: () => ({ note: '' }),
  'clarification-question': () => ({ question: 'Which of the two vans?' }),
  clarification: () => ({ answer: 'The one without windows.' }),
  'delay-notice': (now = new Date(at())) => ({
    reason: 'JUDICIAL_AUTHORISATION',
    expectedAt: timestamp(new Date(now.getTime() + days(20) * 60_000)),
    explanation: 'The bank keeps the records; a judge has been asked.',
  }),
  response: () => ({ final: true, information: 'The keeper is a company.' }),
  refusal: () => ({ ground: 'NOT_AVAILABLE', refusedPart: 'everything', reasons: '' }),
  'transfer-notice': () => ({
    authority: parseAuthorityId('harbour-office'),
    reason: 'The vessel lies in port.',
  }),
  withdrawal: () => ({ reason: 'No longer needed.' }),
  feedback: () => ({ outcome: 'USED_IN_INVESTIGATION', remarks: '' }),
  recall: () => ({ what: 'RECALL', items: [theRequest], reason: 'It named the wrong person.' }),
  correction: () => ({
    item: theRequest,
    correction: 'The plate ends in 1, not in 0.',
    reason: 'A slip of the pen.',
  }),
  'recall-answer': () => ({ outcome: 'COMPLIED', reason: '' }),
  forward: () => ({
    subjectLine: 'A boat is being fitted out, told by XC',
    language: 'en',
    ownReference: 'REF-3',
    reason: 'It lies in your port by now.',
    enclosed: [
      {
        ...theSigned,
        consent: theSigned,
        root: parseFingerprint('3C'.repeat(20)),
        directory: [{ entry: base64('entry'), signatures: [base64('signature')] }],
      },
    ],
  }),
  'forward-consent-request': () => ({ ...aRelease(), reason: 'The vessel is bound for XC.' }),
  'forward-consent': () => ({ outcome: 'GRANTED', ...aRelease(), reason: '' }),
  halt: () => ({ danger: '' }),
  resume: () => ({ assurance: 'The doors have been opened.' }),
  'risk-assessment': () => anAssessment(),
  'evidence-consent-request': () => ({
    items: [anEvidenceItem()],
    purpose: 'That the vessel was paid for by the accused.',
    proceedings: someProceedings,
    judicialInstrumentAvailable: false,
  }),
  'evidence-consent': () => ({
    outcome: 'GRANTED',
    items: [anEvidenceItem()],
    grantingAuthority: 'Public prosecutor at the regional court',
    legalBasis: 'Act on police cooperation, section 12',
    given: 'LATER',
    scope: 'NAMED_PROCEEDINGS',
    proceedings: someProceedings,
    judicialInstrumentNeeded: true,
    mayNameSource: false,
    conditions: '',
    reason: '',
  }),
  'exculpatory-notice': () => ({
    item: theRequest,
    itemSha256: parseSha256('5a'.repeat(32)),
    stage: 'BEFORE_DISCLOSURE',
    foundAt: at(-days(1)),
    dutyBasis: 'Code of criminal procedure, section 147',
    explanation: 'The accused was in hospital on that day.',
    disclosureAt: at(days(14)),
    priorNoticeImpossible: '',
  }),
  'central-authority-notice': () => ({
    centralAuthority: 'Ministry of Justice, mutual assistance unit',
    informedAt: at(-60),
    reference: 'MLA 17/26',
    summary: 'Informal contact about the keeper of a vehicle.',
  }),
  'formal-request-draft': () => ({
    requestingAuthority: aFormalText().requestingAuthority,
    informalExchangeRefs: [anEvidenceItem()],
    remarks: 'Is this enough to show dual criminality?',
  }),
  'formal-request': () => aFormalText(),
  'formal-answer': () => ({
    outcome: 'EXECUTED',
    reasons: '',
    executingAuthority: 'Public prosecutor at the regional court',
    items: [anEvidenceItem()],
    conditions: '',
  }),
  'data-subject-request': (now = new Date(at())) => ({
    ownReference: 'DP 2026/17',
    language: 'en',
    ground: 'ACCESS',
    sought: { names: ['Zubaida Quorvani'], birthDate: '1999-02-03', numbers: ['P1234567'] },
    answerBy: new Date(now.getTime() + 30 * 24 * 3_600_000).toISOString().slice(0, 10),
  }),
  'data-subject-answer': () => ({ outcome: 'NOTHING_HELD', language: 'en', facts: [] }),
  'data-subject-withdrawal': () => ({ reason: '' }),
};

const border = parseAuthorityId('border-police');

export const aPolicyPack = (members: Partial<PolicyPack> = {}): PolicyPack => ({
  state: parseStateCode('XA'),
  version: 1,
  title: 'Pack of a test',
  rules: [
    {
      ...{ id: 'no-child-to-xc', verdict: 'FORBIDDEN', law: 'Child Protection Act, art. 9' },
      when: { categories: ['UNACCOMPANIED_CHILD'], states: [parseStateCode('XC')] },
    },
  ],
  formalRoute: [
    {
      ...{ id: 'bank', law: 'Banking Act, art. 17', channel: 'CENTRAL_AUTHORITY_NOTICE' },
      when: { powers: ['BANK_DATA'] },
    },
  ],
  cases: [
    {
      name: 'a child, to XC',
      facts: {
        categories: ['UNACCOMPANIED_CHILD'],
        peer: { state: parseStateCode('XC'), authority: border },
      },
      ...{ forbidden: ['no-child-to-xc'], formalRoute: [] },
    },
    {
      name: 'a bank account, of XB',
      facts: { powers: ['BANK_DATA'], peer: { state: parseStateCode('XB'), authority: border } },
      ...{ forbidden: [], formalRoute: ['bank'] },
    },
  ],
  ...members,
});

export const bodyOf = Object.fromEntries(
  documentKinds.map((kind) => {
    const { example } = kinds[kind] as Kind<unknown>;
    const make = written[kind] ?? (example && ((now = new Date(at())) => example(now)));
    if (make === undefined) throw new Error(`no body of ${kind}`);
    return [kind, make];
  }),
) as unknown as Bodies;
