import { consentRequestExample, exampleDay, exampleTime, formalExample } from './examples.js';

const purpose = 'INVESTIGATION';
const [item] = consentRequestExample.body.items;

export const acknowledgementExample = {
  kind: 'acknowledgement',
  purpose,
  body: { note: 'Patrol boat 12 is asked; answer by 14:00.' },
};

export const recallAnswerExample = {
  kind: 'recall-answer',
  purpose,
  body: { outcome: 'CANNOT', reason: 'It was read out in court on 3 June.' },
};

const release = {
  item: '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e',
  itemSha256: '5a'.repeat(32),
  recipient: { state: 'XC', authority: 'coast-guard' },
  purpose,
  until: exampleTime(30),
};

export const releaseRequestExample = {
  kind: 'forward-consent-request',
  purpose,
  body: { ...release, reason: 'The vessel is bound for a port of XC.' },
};

export const releaseExample = {
  kind: 'forward-consent',
  purpose,
  body: { outcome: 'GRANTED', ...release, reason: '' },
};

export const haltExample = {
  kind: 'halt',
  purpose: 'SAFETY_OF_LIFE',
  body: { danger: 'Knocking is heard from inside the lorry.' },
};

export const resumeExample = {
  kind: 'resume',
  purpose: 'SAFETY_OF_LIFE',
  body: { assurance: 'The doors were opened; all eleven persons are well.' },
};

export const centralNoticeExample = {
  kind: 'central-authority-notice',
  purpose,
  body: {
    centralAuthority: 'Ministry of Justice, unit for mutual legal assistance',
    informedAt: exampleTime(-1),
    reference: 'MLA 17/26',
    summary: 'The owner of a vessel was asked about between officers; a formal request follows.',
  },
};

export const formalDraftExample = {
  kind: 'formal-request-draft',
  purpose,
  body: {
    requestingAuthority: formalExample.body.requestingAuthority,
    facts: formalExample.body.facts,
    assistanceSought: formalExample.body.assistanceSought,
    remarks: 'Is this enough for your court?',
  },
};

export const formalAnswerExample = {
  kind: 'formal-answer',
  purpose,
  body: {
    outcome: 'EXECUTED',
    reasons: '',
    executingAuthority: 'Public prosecutor at the regional court',
    items: [item],
    conditions: 'For the proceedings named in the request.',
  },
};

const rights = 'DATA_SUBJECT_RIGHTS';

export const subjectRequestExample = {
  kind: 'data-subject-request',
  purpose: rights,
  body: {
    ...{ ownReference: 'DP 2026/17', language: 'en', ground: 'ACCESS' },
    sought: { names: ['Amira Haddad'], birthDate: '1999-02-03', numbers: ['P1234567'] },
    answerBy: exampleDay(30),
  },
};

export const subjectAnswerExample = {
  kind: 'data-subject-answer',
  purpose: rights,
  body: { outcome: 'NOTHING_HELD', language: 'en', facts: [] },
};

export const subjectWithdrawalExample = {
  kind: 'data-subject-withdrawal',
  purpose: rights,
  body: { reason: 'The person has taken back the application.' },
};
