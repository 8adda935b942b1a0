import { acknowledgement } from '#capabilities/requests/kinds/acknowledgement.kind';
import { centralAuthorityNotice } from '#capabilities/copies/central-authority-notice.kind';
import { clarification } from '#capabilities/requests/kinds/clarification.kind';
import { clarificationQuestion } from '#capabilities/requests/kinds/clarification-question.kind';
import { correction } from '#capabilities/disclosure/kinds/correction.kind';
import { dataSubjectAnswer } from '#capabilities/data-subjects/data-subject-answer.kind';
import { dataSubjectRequest } from '#capabilities/data-subjects/data-subject-request.kind';
import { dataSubjectWithdrawal } from '#capabilities/data-subjects/data-subject-withdrawal.kind';
import { delayNotice } from '#capabilities/deadlines/delay-notice.kind';
import { evidenceConsent } from '#capabilities/evidence/kinds/evidence-consent.kind';
import { evidenceConsentRequest } from '#capabilities/evidence/kinds/evidence-consent-request.kind';
import { exculpatoryNotice } from '#capabilities/evidence/kinds/exculpatory-notice.kind';
import { feedback } from '#capabilities/requests/kinds/feedback.kind';
import { formalAnswer } from '#capabilities/evidence/kinds/formal-answer.kind';
import { formalRequest } from '#capabilities/evidence/kinds/formal-request.kind';
import { formalRequestDraft } from '#capabilities/evidence/kinds/formal-request-draft.kind';
import { forward } from '#capabilities/disclosure/kinds/forward.kind';
import { forwardConsent } from '#capabilities/disclosure/kinds/forward-consent.kind';
import { forwardConsentRequest } from '#capabilities/disclosure/kinds/forward-consent-request.kind';
import { halt } from '#capabilities/halts/halt.kind';
import { preservationExtension } from '#capabilities/preservation/preservation-extension.kind';
import { recall } from '#capabilities/disclosure/kinds/recall.kind';
import { recallAnswer } from '#capabilities/disclosure/kinds/recall-answer.kind';
import { refusal } from '#capabilities/requests/kinds/refusal.kind';
import { request } from '#capabilities/requests/kinds/request.kind';
import { response } from '#capabilities/requests/kinds/response.kind';
import { resume } from '#capabilities/halts/resume.kind';
import { riskAssessment } from '#capabilities/halts/risk-assessment.kind';
import { spontaneousInformation } from '#capabilities/requests/kinds/spontaneous-information.kind';
import { transferNotice } from '#capabilities/transfers/transfer-notice.kind';
import { withdrawal } from '#capabilities/requests/kinds/withdrawal.kind';

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
  'preservation-extension': preservationExtension,
  'data-subject-request': dataSubjectRequest,
  'data-subject-answer': dataSubjectAnswer,
  'data-subject-withdrawal': dataSubjectWithdrawal,
} as const;

export const extendingKinds = ['preservation-extension'] as const satisfies (keyof typeof kinds)[];
