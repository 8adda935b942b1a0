import { documentKinds, followingKinds } from '#kernel';
import type { Capability } from '#capabilities/capability';
import {
  loadAttachable,
  loadHeads,
  type AttachingFacts,
  type TypeFacts,
} from '#capabilities/attachments/attaching.facts';
import { attachableRules, typeRules } from '#capabilities/attachments/attaching.rules';
import { loadSaid, type ProportionFacts } from '#capabilities/broadcasts/proportionate.facts';
import { proportionRules } from '#capabilities/broadcasts/proportionate.rules';
import {
  loadDuplicates,
  writeTellings,
  type DuplicateFacts,
  type NewTelling,
} from '#capabilities/deconfliction/duplicates.facts';
import { decideSeen, duplicateRules } from '#capabilities/deconfliction/duplicates.rules';
import {
  loadQuestions,
  loadTurns,
  type QuestionFacts,
  type TurnFacts,
} from '#capabilities/assignment/answering.facts';
import { turnKinds } from '#capabilities/assignment/answering.model';
import {
  lastQuestionRules,
  readingRules,
  turnRules,
} from '#capabilities/assignment/answering.rules';

export const mayRead: Capability<undefined> = {
  name: 'who may read',
  kinds: followingKinds,
  load: () => Promise.resolve(undefined),
  rules: readingRules,
  follows: null,
};

export const lastQuestion: Capability<QuestionFacts> = {
  name: 'the last question',
  kinds: ['clarification'],
  load: loadQuestions,
  rules: lastQuestionRules,
  follows: null,
};

export const turns: Capability<TurnFacts> = {
  name: 'turns',
  kinds: turnKinds,
  load: loadTurns,
  rules: turnRules,
  follows: null,
};

export const duplicates: Capability<DuplicateFacts, NewTelling> = {
  name: 'duplicates',
  kinds: ['request'],
  load: loadDuplicates,
  rules: duplicateRules,
  follows: { decide: decideSeen, write: writeTellings },
};

export const fileTypes: Capability<TypeFacts> = {
  name: 'types of files',
  kinds: documentKinds,
  load: loadHeads,
  rules: typeRules,
  follows: null,
};

export const attachable: Capability<AttachingFacts> = {
  name: 'files of other States',
  kinds: documentKinds,
  load: loadAttachable,
  rules: attachableRules,
  follows: null,
};

export const proportion: Capability<ProportionFacts> = {
  name: 'proportion',
  kinds: ['request'],
  load: loadSaid,
  rules: proportionRules,
  follows: null,
};
