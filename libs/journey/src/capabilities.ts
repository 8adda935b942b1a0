import { documentKinds, followingKinds } from '#kernel';
import { extendingKinds } from '#capabilities/kinds';
import type { Capability } from '#capabilities/capability';
import {
  forwards,
  handedOn,
  innerReleases,
  onwardAnswers,
  passingOn,
  recallAnswers,
  recalls,
  releaseQuestions,
  releases,
  staying,
} from './disclosure-capabilities.js';
import { loadAnywhere, type AttachingFacts } from '#capabilities/attachments/attaching.facts';
import { freeRules } from '#capabilities/attachments/attaching.rules';
import { loadCopies, writeCopies, type CopyFacts } from '#capabilities/copies/copies.facts';
import type { NewCopy } from '#capabilities/copies/copies.rows';
import { decideCopy } from '#capabilities/copies/copies.rules';
import { copiedKinds } from '#capabilities/copies/copying.model';
import { loadTerms, type TermFacts } from '#capabilities/deadlines/terms.facts';
import { termExtended } from '#capabilities/deadlines/terms.events';
import { extensionRules, termRules } from '#capabilities/deadlines/terms.rules';
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

const terms: Capability = {
  name: 'terms',
  kinds: ['request'],
  load: loadNone,
  alone: termRules,
  rules: [],
  follows: null,
};

const extensions: Capability<TermFacts, never> = {
  name: 'extensions of terms',
  kinds: extendingKinds,
  load: loadTerms,
  rules: extensionRules,
  follows: {
    decide: ({ thread, document, session }) => ({
      drafts: termExtended(thread, document, session),
    }),
    write: () => undefined,
  },
};

const liftings: Capability<LiftingFacts> = {
  name: 'liftings',
  kinds: ['resume'],
  load: loadLiftings,
  rules: liftingRules,
  follows: null,
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

const copies: Capability<CopyFacts, NewCopy> = {
  name: 'copies',
  kinds: copiedKinds,
  load: loadCopies,
  rules: [],
  follows: { decide: decideCopy, write: writeCopies },
};

export const keptFiles: Capability<AttachingFacts> = {
  name: 'files that other desks have',
  kinds: documentKinds,
  load: loadAnywhere,
  rules: freeRules,
  follows: null,
};

/** First rule for every document in a thread, so that an officer without read access learns nothing from later refusals. */
export const reading: readonly Capability[] = [mayRead];

export const placing: readonly Capability[] = [lastQuestion, turns];

export const moving: readonly Capability[] = [staying];

/**
 * Rules that a submission runs before it files the document, because these rules must judge the thread without the new
 * document.
 */
export const beforeFiling: readonly Capability[] = [
  screening,
  suspensions,
  leaving,
  operations,
  liftings,
  terms,
  extensions,
];

/** Rules that a submission runs after it has filed the document. Earlier, they would refuse a document submitted twice. */
export const onceFiled: readonly Capability[] = [
  recalls,
  recallAnswers,
  passingOn,
  onwardAnswers,
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

export const seeking: readonly Capability[] = [duplicates];

export const ofFiles: readonly Capability[] = [fileTypes];

export const lastAsked: readonly Capability[] = [attachable, keptFiles, proportion];

export const copying: readonly Capability[] = [copies];

export const inPlace: readonly Capability[] = [
  ...beforeFiling,
  ...ofFiles,
  ...onceFiled,
  ...lastAsked,
];

export const capabilities: readonly Capability[] = [
  ...reading,
  ...placing,
  ...moving,
  ...seeking,
  ...inPlace,
  ...copying,
];
