import type { Capability } from '#capabilities/capability';
import type {
  NewHandedOn,
  NewRelease,
  NewReleaseAnswer,
} from '#capabilities/disclosure/releases/releases.rows';
import {
  loadForwards,
  loadInnerReleases,
  writeHandedOn,
  type ForwardFacts,
  type InnerReleaseFacts,
} from '#capabilities/disclosure/forwards/forwards.facts';
import {
  decideHandedOn,
  forwardRules,
  handedOnRules,
  innerReleaseRules,
} from '#capabilities/disclosure/forwards/forwards.rules';
import {
  loadOnwardAnswers,
  type OnwardAnswerFacts,
} from '#capabilities/disclosure/recalls/onward-answers.facts';
import { onwardAnswerRules } from '#capabilities/disclosure/recalls/onward-answers.rules';
import { loadStaying, type StayingFacts } from '#capabilities/disclosure/forwards/staying.facts';
import { stayingRules } from '#capabilities/disclosure/forwards/staying.rules';
import {
  loadPropagateRecall,
  type PropagateRecallFacts,
} from '#capabilities/disclosure/recalls/propagate-recall.facts';
import { propagateRecallRules } from '#capabilities/disclosure/recalls/propagate-recall.rules';
import {
  loadRecalls,
  writeRecallAnswers,
  writeRecalls,
  type RecallAnswerEffect,
  type RecallEffect,
  type RecallFacts,
} from '#capabilities/disclosure/recalls/recalls.facts';
import {
  decideRecall,
  decideRecallAnswer,
  recallAnswerRules,
  recallRules,
} from '#capabilities/disclosure/recalls/recalls.rules';
import {
  loadReleases,
  writeQuestions,
  writeReleases,
  type ReleaseFacts,
} from '#capabilities/disclosure/releases/releases.facts';
import {
  decideQuestion,
  decideRelease,
  questionRules,
  releaseRules,
} from '#capabilities/disclosure/releases/releases.rules';

export const recalls: Capability<RecallFacts, RecallEffect> = {
  name: 'recalls',
  kinds: ['recall', 'correction'],
  load: loadRecalls,
  rules: recallRules,
  follows: { decide: decideRecall, write: writeRecalls },
};

export const recallAnswers: Capability<RecallFacts, RecallAnswerEffect> = {
  name: 'recall answers',
  kinds: ['recall-answer'],
  load: loadRecalls,
  rules: recallAnswerRules,
  follows: { decide: decideRecallAnswer, write: writeRecallAnswers },
};

export const passingOn: Capability<PropagateRecallFacts> = {
  name: 'recalls passed on',
  kinds: ['recall-answer'],
  load: loadPropagateRecall,
  rules: propagateRecallRules,
  follows: null,
};

export const onwardAnswers: Capability<OnwardAnswerFacts> = {
  name: 'answers of those further on',
  kinds: ['recall-answer'],
  load: loadOnwardAnswers,
  rules: onwardAnswerRules,
  follows: null,
};

export const staying: Capability<StayingFacts> = {
  name: 'what stays with its authority',
  kinds: ['transfer-notice'],
  load: loadStaying,
  rules: stayingRules,
  follows: null,
};

export const releaseQuestions: Capability<ReleaseFacts, NewRelease> = {
  name: 'release questions',
  kinds: ['forward-consent-request'],
  load: loadReleases,
  rules: questionRules,
  follows: { decide: decideQuestion, write: writeQuestions },
};

export const releases: Capability<ReleaseFacts, NewReleaseAnswer> = {
  name: 'releases',
  kinds: ['forward-consent'],
  load: loadReleases,
  rules: releaseRules,
  follows: { decide: decideRelease, write: writeReleases },
};

export const innerReleases: Capability<InnerReleaseFacts> = {
  name: 'releases inside a release',
  kinds: ['forward-consent'],
  load: loadInnerReleases,
  rules: innerReleaseRules,
  follows: null,
};

export const forwards: Capability<ForwardFacts> = {
  name: 'forwards',
  kinds: ['forward'],
  load: loadForwards,
  rules: forwardRules,
  follows: null,
};

export const handedOn: Capability<undefined, NewHandedOn> = {
  name: 'documents handed on',
  kinds: ['forward', 'forward-consent'],
  load: () => Promise.resolve(undefined),
  rules: handedOnRules,
  follows: { decide: decideHandedOn, write: writeHandedOn },
};
