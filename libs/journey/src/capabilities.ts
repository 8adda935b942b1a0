import { documentKinds, followingKinds } from '#kernel';
import type { Capability } from '#capabilities/capability';
import { loadAnywhere, type AttachingFacts } from '#capabilities/attachments/attaching.facts';
import { freeRules } from '#capabilities/attachments/attaching.rules';
import { loadCopies, writeCopies, type CopyFacts } from '#capabilities/copies/copies.facts';
import type { NewCopy } from '#capabilities/copies/copies.rows';
import { decideCopy } from '#capabilities/copies/copies.rules';
import { copiedKinds } from '#capabilities/copies/copying.model';
import {
  loadLiftings,
  loadOperations,
  type LiftingFacts,
  type OperationFacts,
} from '#capabilities/halts/operations.facts';
import {
  firstAssessmentRules,
  liftingRules,
  operationRules,
} from '#capabilities/halts/operations.rules';
import { screeningRules } from '#capabilities/screening/screening.rules';
import {
  loadLeaving,
  loadSuspensions,
  type LeavingFacts,
  type SuspensionFacts,
} from '#capabilities/suspensions/suspensions.facts';
import { leavingRules, suspensionRules } from '#capabilities/suspensions/suspensions.rules';
import type {
  NewHandedOn,
  NewRelease,
  NewReleaseAnswer,
} from '#capabilities/disclosure/releases.rows';
import {
  loadForwards,
  loadInnerReleases,
  writeHandedOn,
  type ForwardFacts,
  type InnerReleaseFacts,
} from '#capabilities/disclosure/forwards.facts';
import {
  decideHandedOn,
  forwardRules,
  handedOnRules,
  innerReleaseRules,
} from '#capabilities/disclosure/forwards.rules';
import { loadPassOn, type PassOnFacts } from '#capabilities/disclosure/pass-on.facts';
import { passOnRules } from '#capabilities/disclosure/pass-on.rules';
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
import {
  mayRead,
  lastQuestion,
  turns,
  duplicates,
  fileTypes,
  attachable,
  proportion,
} from './submit/officer-capabilities.js';
/** Nothing is read for it. */
const loadNone = (): Promise<undefined> => Promise.resolve(undefined);

const screening: Capability = {
  name: 'screening',
  kinds: ['request'],
  load: loadNone,
  alone: screeningRules,
  rules: [],
  follows: null,
};

const suspensions: Capability<SuspensionFacts> = {
  name: 'suspensions',
  kinds: followingKinds,
  load: loadSuspensions,
  rules: suspensionRules,
  follows: null,
};

const leaving: Capability<LeavingFacts> = {
  name: 'leaving',
  kinds: documentKinds,
  load: loadLeaving,
  rules: leavingRules,
  follows: null,
};

const operations: Capability<OperationFacts> = {
  name: 'operations',
  kinds: documentKinds,
  load: loadOperations,
  alone: firstAssessmentRules,
  rules: operationRules,
  follows: null,
};

const liftings: Capability<LiftingFacts> = {
  name: 'liftings',
  kinds: ['resume'],
  load: loadLiftings,
  rules: liftingRules,
  follows: null,
};

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

const passingOn: Capability<PassOnFacts> = {
  name: 'recalls passed on',
  kinds: ['recall-answer'],
  load: loadPassOn,
  rules: passOnRules,
  follows: null,
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

const innerReleases: Capability<InnerReleaseFacts> = {
  name: 'releases inside a release',
  kinds: ['forward-consent'],
  load: loadInnerReleases,
  rules: innerReleaseRules,
  follows: null,
};

const forwards: Capability<ForwardFacts> = {
  name: 'forwards',
  kinds: ['forward'],
  load: loadForwards,
  rules: forwardRules,
  follows: null,
};

const handedOn: Capability<undefined, NewHandedOn> = {
  name: 'documents handed on',
  kinds: ['forward', 'forward-consent'],
  load: loadNone,
  rules: handedOnRules,
  follows: { decide: decideHandedOn, write: writeHandedOn },
};

const copies: Capability<CopyFacts, NewCopy> = {
  name: 'copies',
  kinds: copiedKinds,
  load: loadCopies,
  rules: [],
  follows: { decide: decideCopy, write: writeCopies },
};

/** The sealer reads by it also which document keeps a file. */
export const keptFiles: Capability<AttachingFacts> = {
  name: 'files that other desks have',
  kinds: documentKinds,
  load: loadAnywhere,
  rules: freeRules,
  follows: null,
};

/** Asked first of what is said in a thread: whoever may not read it is told nothing else of it. */
export const reading: readonly Capability[] = [mayRead];

/** Asked with the place of a document in its thread. */
export const placing: readonly Capability[] = [lastQuestion, turns];

/**
 * At intake asked before the document is filed: afterwards its thread would hold the document itself. Asked of all that is
 * sealed.
 */
export const beforeFiling: readonly Capability[] = [
  screening,
  suspensions,
  leaving,
  operations,
  liftings,
];

/**
 * At intake asked once the document is filed: the same document again is no second recall or answer. A delivery is filed only
 * after all rules.
 */
export const onceFiled: readonly Capability[] = [
  recalls,
  recallAnswers,
  passingOn,
  releaseQuestions,
  releases,
  innerReleases,
  withdrawals,
  evidence,
  formalRequests,
  saidOfEvidence,
  forwards,
  handedOn,
];

/** Asked at intake alone, of what opens a thread: its record comes before that of the thread. */
export const seeking: readonly Capability[] = [duplicates];

/** Asked of stored files, before anything is read for other rules. */
export const ofFiles: readonly Capability[] = [fileTypes];

/** Asked when nothing else refuses. */
export const lastAsked: readonly Capability[] = [attachable, keptFiles, proportion];

/** Follows by itself: its record keeps what its digests stand for under the key of the thread. */
export const copying: readonly Capability[] = [copies];

/** Asked of what has its place. */
export const inPlace: readonly Capability[] = [
  ...beforeFiling,
  ...ofFiles,
  ...onceFiled,
  ...lastAsked,
];

/** All parts of the journey, in the order in which they are asked. */
export const capabilities: readonly Capability[] = [
  ...reading,
  ...placing,
  ...seeking,
  ...inPlace,
  ...copying,
];
