import { copyExceptions } from '#kernel';
import { say } from '#language/console';

export const exampleTime = (days: number): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T12:00:00.000Z`;
export const exampleNow = (): Date => new Date(exampleTime(-1));
export const exampleDay = (days: number): string => exampleTime(days).slice(0, 10);

export const whereLists = say('examples.whereLists');

export const requestExample = {
  to: { state: 'XB', authority: 'coast-guard' },
  purpose: 'INVESTIGATION',
  handling: {
    codes: ['H1'],
    evaluation: { source: 'B', information: '2' },
    restrictions: '',
    retentionMonths: 12,
  },
  body: {
    requestType: 'VESSEL',
    subjectLine: 'Motor vessel MÖWE, landing of 14 March',
    language: 'en',
    ownReference: 'BP-2026/0417',
    urgent: false,
    urgencyGrounds: [],
    urgencyReasons: '',
    informationRequested: 'Owner and master of the vessel since January.',
    facts: 'The vessel landed 38 people in the night of 14 March.',
    underlyingOffence: 'Smuggling of migrants, Criminal Code section 326',
    reasonsInformationAvailable: 'It carries a registration mark of your coast.',
    necessityAndProportionality: 'The owner is not in our own registers.',
    subjects: [{ type: 'VESSEL', name: 'MÖWE', linkToPurpose: 'Carried the 38 people' }],
    details: { measures: ['CONFIRM_REGISTRY'], claimedFlag: 'XB' },
  },
};

export const answerExample = {
  kind: 'response',
  purpose: 'INVESTIGATION',
  body: {
    final: true,
    information: 'The vessel belongs to ...',
    subjects: [
      {
        type: 'PERSON',
        name: 'Kask, Oskar',
        category: 'WITNESS',
        linkToPurpose: 'Sold the vessel in January',
      },
    ],
  },
};

export const copiedToo = (article: string): string =>
  say('examples.copiedToo', { article, exceptions: copyExceptions.join(', ') });

export const refusalExample = {
  kind: 'refusal',
  purpose: 'INVESTIGATION',
  body: { ground: 'ONGOING_INVESTIGATION_OR_SAFETY', refusedPart: 'All of it', reasons: '' },
};

export const informationExample = {
  to: { state: 'XB', authority: 'coast-guard' },
  purpose: 'PREVENTION',
  body: {
    subjectLine: 'A boat is being fitted out',
    language: 'en',
    ownReference: 'BP-2026/0431',
    information: 'Forty life jackets were bought for cash in our port.',
    ownInitiativeReason: 'The buyer named a beach of your coast.',
    subjects: [],
  },
};

export const forwardExample = {
  to: { state: 'XC', authority: 'coast-guard' },
  purpose: 'INVESTIGATION',
  body: {
    subjectLine: 'Motor vessel MÖWE, told by XB',
    language: 'en',
    ownReference: 'BP-2026/0440',
    reason: 'The vessel lies in your port by now.',
  },
};

export const questionExample = {
  kind: 'clarification-question',
  purpose: 'INVESTIGATION',
  body: { question: 'Two vessels have this name: which tonnage?' },
};

export const delayExample = {
  kind: 'delay-notice',
  purpose: 'INVESTIGATION',
  body: {
    reason: 'JUDICIAL_AUTHORISATION',
    expectedAt: exampleTime(14),
    explanation: 'The bank keeps the records; a judge has been asked.',
  },
};

export const transferExample = {
  kind: 'transfer-notice',
  purpose: 'INVESTIGATION',
  body: { authority: 'harbour-office', reason: 'The vessel lies in port and not at sea.' },
};

export const clarificationExample = {
  kind: 'clarification',
  purpose: 'INVESTIGATION',
  body: { answer: 'The one of 312 tons.' },
};

export const feedbackExample = {
  kind: 'feedback',
  purpose: 'INVESTIGATION',
  body: { outcome: 'USED_IN_INVESTIGATION', remarks: '' },
};

export const withdrawalExample = {
  kind: 'withdrawal',
  purpose: 'INVESTIGATION',
  body: { reason: 'The vessel was found.' },
};

export const recallExample = {
  kind: 'recall',
  purpose: 'INVESTIGATION',
  body: {
    what: 'RECALL',
    items: ['0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e'],
    reason: 'It named the wrong person.',
  },
};

export const narrowExample = {
  kind: 'recall',
  purpose: 'INVESTIGATION',
  body: {
    what: 'NARROW',
    items: ['0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e'],
    reason: 'A witness is at risk.',
    handling: { codes: ['H1', 'H2'], restrictions: '', retentionMonths: 6, tlp: 'AMBER+STRICT' },
  },
};

export const correctionExample = {
  kind: 'correction',
  purpose: 'INVESTIGATION',
  body: {
    item: '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e',
    correction: 'The plate ends in 1, not in 7.',
    reason: 'A slip of the pen.',
  },
};

export const assessmentExample = {
  kind: 'risk-assessment',
  purpose: 'SAFETY_OF_LIFE',
  body: {
    riskToLife: 'Eleven people in a closed lorry, 30 degrees by noon.',
    mitigations: 'A team follows within two minutes and opens the doors on a call.',
    safetyOfficer: 'Duty commander of the border police',
    validUntil: exampleTime(1),
  },
};

const item = {
  document: '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e',
  sha256: '5a'.repeat(32),
  attachments: [],
};
const proceedings = {
  kind: 'PROSECUTION',
  court: 'Regional court',
  reference: '12 Js 345/26',
  jurisdiction: 'XA',
};

export const consentRequestExample = {
  kind: 'evidence-consent-request',
  purpose: 'INVESTIGATION',
  body: {
    items: [item],
    purpose: 'That the vessel was paid for by the accused.',
    proceedings,
    judicialInstrumentAvailable: false,
  },
};

export const consentExample = {
  kind: 'evidence-consent',
  purpose: 'INVESTIGATION',
  body: {
    outcome: 'GRANTED',
    items: [item],
    grantingAuthority: 'Public prosecutor at the regional court',
    legalBasis: 'Act on police cooperation, section 12',
    given: 'LATER',
    scope: 'NAMED_PROCEEDINGS',
    proceedings,
    judicialInstrumentNeeded: true,
    mayNameSource: false,
    conditions: '',
    reason: '',
  },
};

export const exculpatoryExample = {
  kind: 'exculpatory-notice',
  purpose: 'INVESTIGATION',
  body: {
    item: item.document,
    itemSha256: item.sha256,
    stage: 'BEFORE_DISCLOSURE',
    foundAt: '2026-03-20T09:00:00.000Z',
    dutyBasis: 'Code of criminal procedure, section 147',
    explanation: 'The accused was in hospital on that day.',
    priorNoticeImpossible: '',
  },
};

export const formalExample = {
  kind: 'formal-request',
  purpose: 'INVESTIGATION',
  body: {
    requestingAuthority: 'Public prosecutor at the regional court',
    subjectMatterAndNature: 'Prosecution of two persons for the smuggling of migrants',
    conductingAuthority: 'Public prosecutor at the regional court, who leads the investigation',
    proceedings,
    facts: 'The vessel landed 38 people in the night of 14 March.',
    assistanceTypes: ['ORIGINALS_CERTIFIED_COPIES'],
    assistanceSought: 'A certified copy of the entry of the register.',
    particularProcedure: '',
    persons: [{ identity: 'N. N.', location: 'unknown', nationality: 'XB' }],
    purpose: 'To prove who owned the vessel.',
    offences: 'Criminal Code section 326: one to ten years',
    dualCriminality: '',
    urgency: '',
    confidentiality: '',
    certification: '',
    language: 'en',
    contact: '',
    informalExchangeRefs: [item],
    consentRefs: [{ document: item.document, sha256: '5b'.repeat(32) }],
  },
};

export const shownFile = (example: object): string =>
  JSON.stringify(example, undefined, 2)
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
