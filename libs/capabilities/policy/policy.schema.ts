import {
  documentKinds,
  type DocumentKind,
  type StateCode,
  classifications,
  handlingCodes,
  powers,
  purposes,
  subjectCategories,
  trafficLights,
  threadTypes,
  closed,
  forms,
  list,
  oneOf,
  pattern,
  schemaParser,
  someOf,
  text,
  whole,
  type Of,
  type Schema,
} from '#kernel';

/** Bounds of one pack; all of it must fit one directory entry (48 KiB). */
export const policyLimits = { rules: 64, formalRoute: 16, cases: 128, values: 32 } as const;

/**
 * Of which a pack has no say about the words, only about what is attached to them: it takes somebody out of danger, gives an
 * originator, an accused person or one who asks what is kept of them what they are owed, or says no. A law that forbids an
 * answer must leave the officer a way to say so.
 */
export const alwaysLeaves = [
  'halt',
  'withdrawal',
  'recall',
  'recall-answer',
  'refusal',
  'acknowledgement',
  'exculpatory-notice',
  'data-subject-answer',
  'data-subject-withdrawal',
] as const satisfies readonly DocumentKind[];

export const isAlways = (kind: DocumentKind): boolean => alwaysLeaves.some((each) => each === kind);
/** Kinds that a rule can be about. */
export const policyKinds = documentKinds.filter((kind) => !isAlways(kind));

/** How an ask goes that needs more than an officer: told to the central authority, or put as a formal request. */
export const formalChannels = ['CENTRAL_AUTHORITY_NOTICE', 'FORMAL_REQUEST'] as const;
export type FormalChannel = (typeof formalChannels)[number];

const state = forms.state as Schema<StateCode>;
const address = closed({ state, authority: forms.authority });
const id = pattern('^[a-z][a-z0-9-]{1,47}$');
const law = text(300);
const different = <T>(items: Schema<T>): Schema<readonly T[]> => ({
  ...list(items, policyLimits.values, 1),
  uniqueItems: true,
});

const members = {
  kinds: someOf(policyKinds, 1),
  requestTypes: someOf(threadTypes, 1),
  purposes: someOf(purposes, 1),
  categories: someOf(subjectCategories, 1),
  powers: someOf(powers, 1),
  codes: someOf(handlingCodes, 1),
  tlp: someOf(trafficLights, 1),
  classifications: someOf(classifications, 1),
  /** `image/jpeg`, or `image/*` for all of its kind. */
  mediaTypes: different(pattern('^[a-z]+/(?:\\*|[a-z0-9][a-z0-9.+_-]{0,80})$')),
  states: different(state),
  exceptStates: different(state),
  authorities: different(address),
} as const;

/** Members that say the same of a document as a condition asks for. */
const matched = [
  'kinds',
  'requestTypes',
  'purposes',
  'categories',
  'powers',
  'codes',
  'tlp',
  'classifications',
] as const;
export type MatchedFact = (typeof matched)[number];
export const matchedFacts: readonly MatchedFact[] = matched;

/** Holds when each member that it names does; a member holds when the document has one of its values. It names at least one. */
const condition = {
  ...closed(members, Object.keys(members) as (keyof typeof members)[]),
  minProperties: 1,
} as Schema<{ readonly [K in keyof typeof members]?: Of<(typeof members)[K]> }>;
export type PolicyCondition = Of<typeof condition>;

/** A document that it holds for does not leave. */
const rule = closed({ id, verdict: oneOf(['FORBIDDEN']), law, when: condition });
/** An ask that it holds for needs the formal route. */
const formalRule = closed({ id, law, channel: oneOf(formalChannels), when: condition });
export type FormalRule = Of<typeof formalRule>;

/**
 * Facts of a document that a pack can know; words are none of them. `peer`: to whom it goes, or for an ask that came, who asks. What a
 * forward encloses counts with the forward.
 */
const facts = {
  kinds: someOf(documentKinds, 1),
  requestTypes: someOf(threadTypes),
  purposes: someOf(purposes),
  categories: someOf(subjectCategories),
  powers: someOf(powers),
  codes: someOf(handlingCodes),
  tlp: someOf(trafficLights),
  classifications: someOf(classifications),
  mediaTypes: list(text(127), 512),
  peer: address,
} as const;
export type PolicyFacts = { readonly [K in keyof typeof facts]: Of<(typeof facts)[K]> };
const someFacts = closed(
  facts,
  (Object.keys(facts) as (keyof typeof facts)[]).filter((name) => name !== 'peer'),
);
/** @throws KernelError DOCUMENT_INVALID naming the member */
export const parsePolicyFacts = schemaParser<Of<typeof someFacts>>(someFacts, 'DOCUMENT_INVALID');

/** Values that stand in an example for what it does not name. */
const usual: Omit<PolicyFacts, 'peer'> = {
  kinds: ['request'],
  requestTypes: ['INFORMATION'],
  purposes: ['INVESTIGATION'],
  categories: [],
  powers: [],
  codes: ['H1'],
  tlp: [],
  classifications: ['UNCLASSIFIED'],
  mediaTypes: [],
};
/** An example with what it does not name. */
export const usualFacts = (example: Of<typeof someFacts>): PolicyFacts => ({
  ...usual,
  ...example,
});

/** An example, and by which rules it is forbidden and needs the formal route: exactly these. */
const example = closed({
  name: text(120),
  facts: someFacts,
  forbidden: { ...list(id, policyLimits.rules), uniqueItems: true },
  formalRoute: { ...list(id, policyLimits.formalRoute), uniqueItems: true },
});

export const policyPackSchema = closed({
  state,
  version: whole(1, 1_000_000),
  title: text(200),
  rules: list(rule, policyLimits.rules),
  formalRoute: list(formalRule, policyLimits.formalRoute),
  cases: list(example, policyLimits.cases, 1),
});

/**
 * Pack of rules: what the law of one State lets leave, and what it wants asked formally. It is data alone, so that who signs it can
 * read all of it. It comes with the examples that it was tried by.
 */
export type PolicyPack = Of<typeof policyPackSchema>;
/** @throws KernelError VALUE_INVALID naming the member */
export const parsePolicyPack = schemaParser<PolicyPack>(policyPackSchema, 'VALUE_INVALID');
