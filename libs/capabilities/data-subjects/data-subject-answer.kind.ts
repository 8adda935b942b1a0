import {
  subjectLimits,
  subjectMeasures,
  subjectOutcomes,
  subjectRestrictions,
} from './data-subjects.lists.js';
import type { StateCode, ThreadId } from '#kernel/ids';
import { deskPurposes, subjectCategories } from '#kernel/lists';
import { fileTypes } from '#kernel/documents/request-types';
import {
  closed,
  forms,
  list,
  oneOf,
  pattern,
  someOf,
  text,
  truth,
  type Of,
  type Schema,
} from '#kernel/schema';
import { kind, type Field } from '#kernel/documents/kind';

const state = forms.state as Schema<StateCode>;

/** Facts about one thread that the person may know (Directive (EU) 2016/680 art. 14). Contains no text of documents. */
const answerFact = closed(
  {
    thread: forms.uuid7 as Schema<ThreadId>,
    authority: forms.authority,
    side: oneOf(['ASKING', 'ASKED']),
    requestType: oneOf(fileTypes),
    peer: state,
    peerAuthority: forms.authority,
    purpose: oneOf(deskPurposes),
    categories: someOf(subjectCategories),
    recipients: list(closed({ state, authority: forms.authority }), subjectLimits.recipients),
    openedAt: forms.time,
    endedAt: forms.time,
    reviewAt: forms.time,
    eraseAt: forms.time,
  },
  ['endedAt', 'reviewAt', 'eraseAt'],
);
export type AnswerFact = Of<typeof answerFact>;

const factFields: readonly Field[] = [
  { name: 'thread', control: 'line', label: 'The file' },
  { name: 'authority', control: 'line', label: 'Which authority keeps it' },
  { name: 'side', control: 'choice', label: 'Whether it asked or was asked' },
  { name: 'requestType', control: 'choice', label: 'What it is about' },
  { name: 'peer', control: 'line', label: 'With which State' },
  { name: 'peerAuthority', control: 'line', label: 'With which authority there' },
  { name: 'purpose', control: 'choice', label: 'For what' },
  { name: 'categories', control: 'choices', label: 'What the person is in the matter' },
  {
    name: 'recipients',
    control: 'rows',
    label: 'To whom it went',
    fields: [
      { name: 'state', control: 'line', label: 'State' },
      { name: 'authority', control: 'line', label: 'Authority' },
    ],
  },
  { name: 'openedAt', control: 'time', label: 'Since when' },
  { name: 'endedAt', control: 'time', label: 'When the exchange ended', optional: true },
  { name: 'reviewAt', control: 'time', label: 'When it is looked at again', optional: true },
  { name: 'eraseAt', control: 'time', label: 'When it goes', optional: true },
];

export const dataSubjectAnswer = kind({
  schema: closed(
    {
      outcome: oneOf(subjectOutcomes),
      language: pattern('^[a-z]{2,3}$'),
      facts: list(answerFact, subjectLimits.facts),
      withheld: truth,
      restrictions: someOf(subjectRestrictions, 1),
      measure: oneOf(subjectMeasures),
      remarks: text(4000),
    },
    ['withheld', 'restrictions', 'measure', 'remarks'],
  ),
  signers: ['DATA_PROTECTION_OFFICER'],
  form: [
    { name: 'outcome', control: 'choice', label: 'Whether something is held' },
    { name: 'language', control: 'line', label: 'Language' },
    { name: 'facts', control: 'rows', label: 'What is held', fields: factFields },
    {
      name: 'withheld',
      control: 'tick',
      label: 'There is more, which is not told',
      optional: true,
    },
    { name: 'restrictions', control: 'choices', label: 'Why it is not told', optional: true },
    {
      name: 'measure',
      control: 'choice',
      label: 'What was done upon the wish of the person',
      optional: true,
    },
    { name: 'remarks', control: 'lines', label: 'Remarks', optional: true },
  ],
});
