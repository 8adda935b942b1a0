import type { DocumentKind } from '#kernel/documents/kinds';

interface KindText {
  readonly says: string;
  readonly replies: string;
  readonly pages: readonly string[];
}

const opens = 'null: it opens a thread';
const opener = 'the document that opened the thread';
const anyItem = 'one of its items';

export const kindTexts: Readonly<Record<DocumentKind, KindText>> = {
  request: {
    says: 'Asks a neighbour for information or an act.',
    replies: opens,
    pages: ['threads', 'clock', 'request-types', 'documents'],
  },
  'spontaneous-information': {
    says: 'Gives information that nobody asked for.',
    replies: opens,
    pages: ['threads', 'documents'],
  },
  acknowledgement: {
    says: 'The request was seen and is being dealt with.',
    replies: opener,
    pages: ['threads', 'clock'],
  },
  'clarification-question': {
    says: 'Asks back; the clock stands still until the answer has come.',
    replies: opener,
    pages: ['threads', 'clock'],
  },
  clarification: {
    says: 'Answers a question back; the clock goes on.',
    replies: 'a `clarification-question`',
    pages: ['threads', 'clock'],
  },
  'delay-notice': {
    says: 'Announces that the answer comes later, when, and why.',
    replies: opener,
    pages: ['threads', 'clock'],
  },
  response: {
    says: 'Answers; one that is not final promises more.',
    replies: opener,
    pages: ['threads', 'clock', 'documents'],
  },
  refusal: {
    says: 'Refuses all or a part, by a ground of the law.',
    replies: opener,
    pages: ['threads', 'clock'],
  },
  'transfer-notice': {
    says: 'Another authority of the asked State has the request from now on.',
    replies: opener,
    pages: ['threads'],
  },
  withdrawal: {
    says: 'The request needs no answer any more.',
    replies: opener,
    pages: ['threads', 'clock'],
  },
  feedback: {
    says: 'Tells the provider what came of the information, and closes the thread.',
    replies: opener,
    pages: ['threads'],
  },
  recall: {
    says: 'Takes back, or narrows the use of, what the own State has said.',
    replies: anyItem,
    pages: ['disclosure', 'evidence'],
  },
  correction: {
    says: 'Puts right what the own State has said.',
    replies: '`item`',
    pages: ['disclosure'],
  },
  'recall-answer': {
    says: 'The holder has complied with a recall or a correction, or cannot.',
    replies: 'a `recall` or a `correction`',
    pages: ['disclosure'],
  },
  forward: {
    says: 'Hands on documents of other States, byte for byte.',
    replies: opens,
    pages: ['disclosure', 'threads'],
  },
  'forward-consent-request': {
    says: 'Asks the originator whether a document may go to somebody else.',
    replies: '`item`',
    pages: ['disclosure'],
  },
  'forward-consent': {
    says: 'The signed release of one document, or its refusal.',
    replies: 'a `forward-consent-request`',
    pages: ['disclosure'],
  },
  halt: {
    says: 'The stop-word of an operation.',
    replies: 'the request of an operation',
    pages: ['request-types', 'border'],
  },
  resume: {
    says: 'Lifts a stop-word, for the State that sends it.',
    replies: 'a `halt`',
    pages: ['request-types'],
  },
  'risk-assessment': {
    says: 'Assesses the risk to people in an operation anew.',
    replies: 'the request of an operation',
    pages: ['request-types'],
  },
  'evidence-consent-request': {
    says: 'Asks whether documents of the other State may be used as evidence.',
    replies: anyItem,
    pages: ['evidence'],
  },
  'evidence-consent': {
    says: 'Says whether, and for what, own documents may be used as evidence.',
    replies:
      'an `evidence-consent-request`, or one of its items; with `WITH_SUPPLY` one of its items',
    pages: ['evidence', 'custody-entries'],
  },
  'exculpatory-notice': {
    says: 'An item speaks for an accused person.',
    replies: '`item`; with `CONSULTATION_REQUESTED` an `exculpatory-notice`',
    pages: ['evidence'],
  },
  'central-authority-notice': {
    says: 'The own central authority knows of the informal contact.',
    replies: 'a consent, an ask for one, or what opened the thread',
    pages: ['evidence'],
  },
  'formal-request-draft': {
    says: 'A formal request that is not finished, for the other State to look at.',
    replies: 'an item, a consent, a draft, an answer, a notice, or what opened the thread',
    pages: ['evidence'],
  },
  'formal-request': {
    says: 'A request for mutual legal assistance.',
    replies: 'an item, a consent, a draft, an answer, a notice, or what opened the thread',
    pages: ['evidence'],
  },
  'formal-answer': {
    says: 'Answers a formal request, and hands over items.',
    replies: 'a `formal-request`',
    pages: ['evidence'],
  },
  'preservation-extension': {
    says: 'Data are to be preserved for longer.',
    replies: 'a `request` of the type `PRESERVATION`',
    pages: ['request-types'],
  },
  'data-subject-request': {
    says: 'Asks what a State keeps of a person who has asked.',
    replies: opens,
    pages: ['data-subjects'],
  },
  'data-subject-answer': {
    says: 'Says what a State keeps of a person; a later one takes its place.',
    replies: 'a `data-subject-request`, or another answer',
    pages: ['data-subjects'],
  },
  'data-subject-withdrawal': {
    says: 'No answer about the person is needed any more.',
    replies: 'a `data-subject-request`',
    pages: ['data-subjects'],
  },
};
