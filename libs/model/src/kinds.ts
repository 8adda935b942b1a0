import { acknowledgement } from './kinds/acknowledgement.js';
import { centralAuthorityNotice } from './kinds/central-authority-notice.js';
import { clarification } from './kinds/clarification.js';
import { clarificationQuestion } from './kinds/clarification-question.js';
import { correction } from './kinds/correction.js';
import { dataSubjectAnswer } from './kinds/data-subject-answer.js';
import { dataSubjectRequest } from './kinds/data-subject-request.js';
import { dataSubjectWithdrawal } from './kinds/data-subject-withdrawal.js';
import { delayNotice } from './kinds/delay-notice.js';
import { evidenceConsent } from './kinds/evidence-consent.js';
import { evidenceConsentRequest } from './kinds/evidence-consent-request.js';
import { exculpatoryNotice } from './kinds/exculpatory-notice.js';
import { feedback } from './kinds/feedback.js';
import { formalAnswer } from './kinds/formal-answer.js';
import { formalRequest } from './kinds/formal-request.js';
import { formalRequestDraft } from './kinds/formal-request-draft.js';
import { forward } from './kinds/forward.js';
import { forwardConsent } from './kinds/forward-consent.js';
import { forwardConsentRequest } from './kinds/forward-consent-request.js';
import { halt } from './kinds/halt.js';
import type { Kind } from './kinds/kind.js';
import { recall } from './kinds/recall.js';
import { recallAnswer } from './kinds/recall-answer.js';
import { refusal } from './kinds/refusal.js';
import { request } from './kinds/request.js';
import { response } from './kinds/response.js';
import { resume } from './kinds/resume.js';
import { riskAssessment } from './kinds/risk-assessment.js';
import { spontaneousInformation } from './kinds/spontaneous-information.js';
import { transferNotice } from './kinds/transfer-notice.js';
import { withdrawal } from './kinds/withdrawal.js';

/** Every kind of document. A new one is a file in `kinds/`, a line here and a row in the transition table. */
export const kinds = {
  request,
  'spontaneous-information': spontaneousInformation,
  acknowledgement,
  'clarification-question': clarificationQuestion,
  clarification,
  'delay-notice': delayNotice,
  response,
  refusal,
  'transfer-notice': transferNotice,
  withdrawal,
  feedback,
  recall,
  correction,
  'recall-answer': recallAnswer,
  forward,
  'forward-consent-request': forwardConsentRequest,
  'forward-consent': forwardConsent,
  halt,
  resume,
  'risk-assessment': riskAssessment,
  'evidence-consent-request': evidenceConsentRequest,
  'evidence-consent': evidenceConsent,
  'exculpatory-notice': exculpatoryNotice,
  'central-authority-notice': centralAuthorityNotice,
  'formal-request-draft': formalRequestDraft,
  'formal-request': formalRequest,
  'formal-answer': formalAnswer,
  'data-subject-request': dataSubjectRequest,
  'data-subject-answer': dataSubjectAnswer,
  'data-subject-withdrawal': dataSubjectWithdrawal,
} as const;

export type DocumentKind = keyof typeof kinds;
export type Body<K extends DocumentKind> = (typeof kinds)[K] extends Kind<infer T> ? T : never;
export type RequestBody = Body<'request'>;

export const documentKinds = Object.keys(kinds) as readonly DocumentKind[];

export const isDocumentKind = (value: unknown): value is DocumentKind =>
  typeof value === 'string' && Object.hasOwn(kinds, value);

export const dataSubjectKinds = [
  'data-subject-request',
  'data-subject-answer',
  'data-subject-withdrawal',
] as const satisfies DocumentKind[];
export type DataSubjectKind = (typeof dataSubjectKinds)[number];
/** What data protection officers say to each other, and nobody else to anybody. */
export const isOfDataSubject = (kind: DocumentKind): kind is DataSubjectKind =>
  dataSubjectKinds.some((each) => each === kind);

/** Kinds that open a thread; all others belong to one that is open. */
export const openingKinds = [
  'request',
  'spontaneous-information',
  'forward',
  'data-subject-request',
] as const satisfies DocumentKind[];
export const opensThread = (kind: DocumentKind): kind is OpeningKind =>
  openingKinds.some((each) => each === kind);
export type OpeningKind = (typeof openingKinds)[number];
