import type { NewRelease, NewReleaseAnswer } from '#capabilities/disclosure/releases.rows';
import type { Capability } from '#capabilities/capability';
import {
  loadRecalls,
  writeRecallAnswers,
  writeRecalls,
  type RecallAnswerEffect,
  type RecallEffect,
  type RecallFacts,
} from '#capabilities/disclosure/recalls.facts';
import {
  decideRecall,
  decideRecallAnswer,
  recallAnswerRules,
  recallRules,
} from '#capabilities/disclosure/recalls.rules';
import {
  loadReleases,
  writeQuestions,
  writeReleases,
  type ReleaseFacts,
} from '#capabilities/disclosure/releases.facts';
import {
  decideQuestion,
  decideRelease,
  questionRules,
  releaseRules,
} from '#capabilities/disclosure/releases.rules';
import {
  loadEvidence,
  loadNothing,
  loadWithdrawals,
  writeMarks,
  type EvidenceFacts,
  type WithdrawalFacts,
} from '#capabilities/evidence/evidence.facts';
import {
  decideEvidence,
  decideWithdrawal,
  evidenceRules,
  withdrawalRules,
} from '#capabilities/evidence/evidence.rules';
import type { NewMark } from '#capabilities/evidence/evidence.rows';
import { formalRequestRules } from '#capabilities/evidence/formal-requests.rules';
import { evidentialKinds } from '#capabilities/evidence/evidential-kinds.model';

const recalls: Capability<RecallFacts, RecallEffect> = {
  name: 'recalls',
  kinds: ['recall', 'correction'],
  load: loadRecalls,
  rules: recallRules,
  follows: { decide: decideRecall, write: writeRecalls },
};

const recallAnswers: Capability<RecallFacts, RecallAnswerEffect> = {
  name: 'recall answers',
  kinds: ['recall-answer'],
  load: loadRecalls,
  rules: recallAnswerRules,
  follows: { decide: decideRecallAnswer, write: writeRecallAnswers },
};

const releaseQuestions: Capability<ReleaseFacts, NewRelease> = {
  name: 'release questions',
  kinds: ['forward-consent-request'],
  load: loadReleases,
  rules: questionRules,
  follows: { decide: decideQuestion, write: writeQuestions },
};

const releases: Capability<ReleaseFacts, NewReleaseAnswer> = {
  name: 'releases',
  kinds: ['forward-consent'],
  load: loadReleases,
  rules: releaseRules,
  follows: { decide: decideRelease, write: writeReleases },
};

const withdrawals: Capability<WithdrawalFacts, never> = {
  name: 'withdrawals of consents',
  kinds: ['recall'],
  load: loadWithdrawals,
  rules: withdrawalRules,
  follows: { decide: decideWithdrawal, write: () => undefined },
};

const evidence: Capability<EvidenceFacts> = {
  name: 'evidence',
  kinds: [
    'evidence-consent-request',
    'evidence-consent',
    'exculpatory-notice',
    'central-authority-notice',
    'formal-request-draft',
    'formal-answer',
  ],
  load: loadEvidence,
  rules: evidenceRules,
  follows: null,
};

const formalRequests: Capability<EvidenceFacts> = {
  name: 'formal requests',
  kinds: ['formal-request'],
  load: loadEvidence,
  rules: formalRequestRules,
  follows: null,
};

const saidOfEvidence: Capability<null, NewMark> = {
  name: 'what is said of evidence',
  kinds: evidentialKinds,
  load: loadNothing,
  rules: [],
  follows: { decide: decideEvidence, write: writeMarks },
};

/** All parts of the journey, in the order in which they are asked, at each of its ends. */
export const capabilities: readonly Capability[] = [
  recalls,
  recallAnswers,
  releaseQuestions,
  releases,
  withdrawals,
  evidence,
  formalRequests,
  saidOfEvidence,
];
