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

export const policyLimits = { rules: 64, formalRoute: 16, cases: 128, values: 32 } as const;

/** Kinds of document that officers must always be able to send. Without attachments, no policy pack can forbid such documents. */
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
export const policyKinds = documentKinds.filter((kind) => !isAlways(kind));

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
  mediaTypes: different(pattern('^[a-z]+/(?:\\*|[a-z0-9][a-z0-9.+_-]{0,80})$')),
  states: different(state),
  exceptStates: different(state),
  authorities: different(address),
} as const;

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

const condition = {
  ...closed(members, Object.keys(members) as (keyof typeof members)[]),
  minProperties: 1,
} as Schema<{ readonly [K in keyof typeof members]?: Of<(typeof members)[K]> }>;
export type PolicyCondition = Of<typeof condition>;

const rule = closed({ id, verdict: oneOf(['FORBIDDEN']), law, when: condition });
const formalRule = closed({ id, law, channel: oneOf(formalChannels), when: condition });
export type FormalRule = Of<typeof formalRule>;

/** Facts about a document that policy rules may test; rules never see its text. */
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
export const parsePolicyFacts = schemaParser<Of<typeof someFacts>>(someFacts, 'DOCUMENT_INVALID');

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
export const usualFacts = (example: Of<typeof someFacts>): PolicyFacts => ({
  ...usual,
  ...example,
});

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
 * Policy pack: rules of a State's law on sending and on formal requests, with test cases. It is data and contains no code, so
 * that the signers can read everything.
 */
export type PolicyPack = Of<typeof policyPackSchema>;
export const parsePolicyPack = schemaParser<PolicyPack>(policyPackSchema, 'VALUE_INVALID');
