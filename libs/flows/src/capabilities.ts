import type { Capability } from './capability.js';
import {
  loadRecalls,
  writeRecallAnswers,
  writeRecalls,
  type RecallAnswerEffect,
  type RecallEffect,
  type RecallFacts,
} from './recalls.facts.js';
import {
  decideRecall,
  decideRecallAnswer,
  recallAnswerRules,
  recallRules,
} from './recalls.rules.js';

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

/** All parts of the journey, in the order in which they are asked, at each of its ends. */
export const capabilities: readonly Capability[] = [recalls, recallAnswers];
