import { broadcastLimits } from '#capabilities/broadcasts/broadcast-limits.model';
import type { BroadcastId } from '#kernel/ids';
import { powers, urgencyGrounds } from '#kernel/lists';
import { requestTypes, requestTypeNames, type RequestType } from '#kernel/documents/request-types';
import {
  closed,
  forms,
  list,
  oneOf,
  pattern,
  someOf,
  text,
  truth,
  type Schema,
} from '#kernel/schema';
import { timeLimitsSchema } from '#kernel/clock/time-limits';
import { copyException, copyExceptionField } from '#capabilities/copies/copy-exception.kind';
import { kind } from '#kernel/documents/kind';
import { askedSubjectFields, subject } from './subject.kind.js';

const members = closed(
  {
    requestType: oneOf(requestTypeNames),
    subjectLine: text(160),
    language: pattern('^[a-z]{2,3}$'),
    ownReference: text(80),
    urgent: truth,
    urgencyGrounds: someOf(urgencyGrounds),
    urgencyReasons: text(4000, 0),
    informationRequested: text(16_000),
    facts: text(32_000),
    underlyingOffence: text(2000),
    reasonsInformationAvailable: text(4000),
    necessityAndProportionality: text(4000),
    subjects: list(subject, 100),
    details: { type: 'object' },
    powers: someOf(powers, 1),
    copyException,
    broadcast: closed(
      {
        id: forms.uuid7 as Schema<BroadcastId>,
        proportionality: text(4000),
        alsoSentTo: list(closed({ state: forms.state }), broadcastLimits.members - 1, 1),
      },
      ['alsoSentTo'],
    ),
    timeLimits: timeLimitsSchema,
  },
  ['underlyingOffence', 'details', 'powers', 'copyException', 'broadcast', 'timeLimits'],
);

const detailsOf = (name: RequestType) => {
  const { details } = requestTypes[name];
  return {
    if: { properties: { requestType: { const: name } }, required: ['requestType'] },
    then:
      details === null
        ? { properties: { details: false } }
        : { properties: { details }, required: ['details'] },
  };
};

const riskToLife = {
  if: { properties: { requestType: { const: 'RISK_TO_LIFE' } }, required: ['requestType'] },
  then: {
    properties: {
      urgent: { const: true },
      urgencyGrounds: { contains: { const: 'THREAT_LIFE_INTEGRITY' } },
      timeLimits: false,
    },
  },
  else: { required: ['underlyingOffence'] },
};

export const requestOf = (types: readonly RequestType[]): typeof members => ({
  ...members,
  properties: { ...(members['properties'] as object), requestType: oneOf(types) },
  // Urgent needs a ground and reasons; a request that is not urgent states none.
  if: { properties: { urgent: { const: true } }, required: ['urgent'] },
  then: { properties: { urgencyGrounds: { minItems: 1 }, urgencyReasons: { minLength: 1 } } },
  else: { properties: { urgencyGrounds: { maxItems: 0 }, urgencyReasons: { maxLength: 0 } } },
  allOf: [...types.map(detailsOf), riskToLife],
});

/** Request to a neighbour, with the content that Directive (EU) 2023/977 art. 4 demands and the details of its type. */
export const request = kind({
  schema: requestOf(requestTypeNames),
  signers: ['LIAISON_OFFICER'],
  form: [
    { name: 'requestType', control: 'choice', label: 'Type of request' },
    { name: 'subjectLine', control: 'line', label: 'In a few words' },
    { name: 'language', control: 'line', label: 'Language of the request' },
    { name: 'ownReference', control: 'line', label: 'Your reference' },
    { name: 'urgent', control: 'tick', label: 'Urgent', mandatory: 'art. 4(3)(e)' },
    { name: 'urgencyGrounds', control: 'choices', label: 'Why it is urgent', optional: true },
    {
      name: 'urgencyReasons',
      control: 'lines',
      label: 'Facts that make it urgent',
      mandatory: 'art. 4(3)(e)',
      onlyIf: 'urgent',
      onceBlank: true,
      optional: true,
    },
    {
      name: 'informationRequested',
      control: 'lines',
      label: 'What you need to know, as exactly as you can',
      mandatory: 'art. 4(3)(a)',
    },
    { name: 'facts', control: 'lines', label: 'What happened', mandatory: 'art. 4(3)(b)' },
    {
      name: 'underlyingOffence',
      control: 'lines',
      label: 'The offence behind it',
      mandatory: 'art. 4(3)(b)',
      exceptFor: { member: 'requestType', value: 'RISK_TO_LIFE' },
      optional: true,
    },
    {
      name: 'reasonsInformationAvailable',
      control: 'lines',
      label: 'Why they should have it',
      mandatory: 'art. 4(3)(c)',
    },
    {
      name: 'necessityAndProportionality',
      control: 'lines',
      label: 'Why it is necessary and proportionate',
      mandatory: 'art. 4(3), first sentence',
    },
    {
      name: 'subjects',
      control: 'rows',
      label: 'Persons, vessels, vehicles, documents, and their link to the purpose',
      mandatory: 'art. 4(3)(d)',
      fields: askedSubjectFields,
    },
    {
      name: 'powers',
      control: 'choices',
      label: 'Powers that it needs there, if you know of any',
      optional: true,
    },
    { name: 'details', control: 'part', label: 'What the type asks for', optional: true },
    copyExceptionField('art. 4(2)'),
    {
      name: 'timeLimits',
      control: 'part',
      label: 'Hours for the answer, as both States have agreed; none: the standard ones',
      optional: true,
      fields: [
        { name: 'urgentDirect', control: 'number', label: 'Urgent, at hand' },
        { name: 'urgentIndirect', control: 'number', label: 'Urgent, from others' },
        { name: 'other', control: 'number', label: 'Not urgent' },
      ],
    },
    {
      name: 'broadcast',
      control: 'part',
      label: 'The same is asked of several States',
      optional: true,
      fields: [
        { name: 'id', control: 'line', label: 'Which of the requests belong together' },
        {
          name: 'proportionality',
          control: 'lines',
          label: 'Why it is proportionate to ask all of them',
          mandatory: 'of a request to several States',
        },
        {
          name: 'alsoSentTo',
          control: 'rows',
          label: 'Who else is asked, if each is to know',
          optional: true,
          fields: [{ name: 'state', control: 'line', label: 'State' }],
        },
      ],
    },
  ],
});
