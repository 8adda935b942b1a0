import {
  documentKinds,
  isRefusedType,
  KernelError,
  requestTypeNames,
  requestTypes,
  kinds,
  type DocumentKind,
  type Kind,
  type RequestType,
} from '#kernel';
import { offeredTypes } from '#capabilities/requests/offered.model';
import { say } from '#language/console';
import { CliError } from '../../errors.js';
import * as examples from './examples.js';
import { notAllowed } from './flaws.js';
import * as kindExamples from './kind-examples.js';
import { requestExamples, sliceExample } from './request-examples.js';

export interface Form {
  readonly example: object;
  readonly command: string;
}

type Desk = 'requests' | 'inbox';
type KindForm = readonly [example: object, command: string];

const answer = 'liaise inbox answer THREAD FILE';
const evidence = 'liaise DESK evidence THREAD FILE';

const kindForms: Readonly<Partial<Record<DocumentKind, KindForm>>> = {
  'spontaneous-information': [examples.informationExample, 'liaise request tell FILE'],
  acknowledgement: [kindExamples.acknowledgementExample, answer],
  'clarification-question': [examples.questionExample, answer],
  clarification: [examples.clarificationExample, 'liaise request clarify THREAD FILE'],
  'delay-notice': [examples.delayExample, answer],
  response: [examples.answerExample, answer],
  refusal: [examples.refusalExample, answer],
  'transfer-notice': [examples.transferExample, 'liaise inbox transfer THREAD FILE'],
  withdrawal: [examples.withdrawalExample, 'liaise request withdraw THREAD FILE'],
  feedback: [examples.feedbackExample, 'liaise request close THREAD FILE'],
  recall: [examples.recallExample, 'liaise DESK recall THREAD FILE'],
  correction: [examples.correctionExample, 'liaise DESK correct THREAD FILE'],
  'recall-answer': [kindExamples.recallAnswerExample, 'liaise DESK comply THREAD'],
  forward: [examples.forwardExample, 'liaise request forward FILE --enclose inbox/THREAD/DOCUMENT'],
  'forward-consent-request': [
    kindExamples.releaseRequestExample,
    'liaise DESK ask-consent THREAD DOCUMENT REASON --recipient STATE/AUTHORITY --until TIME',
  ],
  'forward-consent': [kindExamples.releaseExample, 'liaise DESK consent THREAD'],
  halt: [kindExamples.haltExample, 'liaise DESK halt THREAD'],
  resume: [kindExamples.resumeExample, 'liaise DESK resume THREAD ASSURANCE'],
  'risk-assessment': [examples.assessmentExample, 'liaise DESK assess THREAD FILE'],
  'evidence-consent-request': [examples.consentRequestExample, evidence],
  'evidence-consent': [examples.consentExample, evidence],
  'exculpatory-notice': [examples.exculpatoryExample, evidence],
  'central-authority-notice': [kindExamples.centralNoticeExample, evidence],
  'formal-request-draft': [kindExamples.formalDraftExample, evidence],
  'formal-request': [examples.formalExample, evidence],
  'formal-answer': [kindExamples.formalAnswerExample, evidence],
  'data-subject-request': [
    kindExamples.subjectRequestExample,
    'liaise subject ask PERSON --to STATE/AUTHORITY --ground GROUND --reference REFERENCE',
  ],
  'data-subject-answer': [kindExamples.subjectAnswerExample, 'liaise subject answer THREAD'],
  'data-subject-withdrawal': [
    kindExamples.subjectWithdrawalExample,
    'liaise subject withdraw THREAD',
  ],
};

function formOfSlice(kind: DocumentKind): KindForm | undefined {
  const { example } = kinds[kind] as Kind<unknown>;
  if (example === undefined) return undefined;
  const filled = { kind, purpose: 'INVESTIGATION', body: example(examples.exampleNow()) };
  return [filled, 'liaise request reply THREAD FILE'];
}

export const formTypes = requestTypeNames.filter((type) => type in offeredTypes);
export const formKinds: readonly DocumentKind[] = documentKinds.filter(
  (kind) => kind !== 'request',
);

function typeNamed(word: string): RequestType | undefined {
  const said = word.toUpperCase().replaceAll('-', '_');
  return requestTypeNames.find((type) => type === said);
}

export const answerKinds = [
  'response',
  'refusal',
  'clarification-question',
  'delay-notice',
  'acknowledgement',
] as const satisfies readonly DocumentKind[];

/**
 * Request type for a typed word, in upper or lower case. @throws KernelError NOT_AVAILABLE_YET if this version refuses
 * requests of this type; CliError CLI_USAGE if no type has this name
 */
export function typeToAsk(word: string): RequestType {
  const type = typeNamed(word);
  if (type === undefined)
    throw new CliError(
      'CLI_USAGE',
      say('forms.type', { word: notAllowed(word.toUpperCase(), formTypes) }),
    );
  if (isRefusedType(type))
    throw new KernelError('NOT_AVAILABLE_YET', `${type} (${say(`requestType.${type}`)})`);
  return type;
}

const exampleOf = (type: RequestType): object | undefined =>
  requestExamples[type] ?? sliceExample(type, requestTypes[type]);

/**
 * Makes an example of a request type or document kind, with the command that sends it. @throws KernelError NOT_AVAILABLE_YET
 * if this version refuses requests of this type; CliError CLI_USAGE if the word is unknown
 */
export function formOf(word: string, desk: Desk): Form {
  const kind = formKinds.find((each) => each === word.toLowerCase());
  const form = kind && (kindForms[kind] ?? formOfSlice(kind));
  if (form !== undefined) {
    const [example, command] = form;
    return { example, command: command.replace('DESK', desk === 'inbox' ? 'inbox' : 'request') };
  }
  const type = typeNamed(word);
  if (type !== undefined && isRefusedType(type))
    throw new KernelError('NOT_AVAILABLE_YET', `${type} (${say(`requestType.${type}`)})`);
  const example = type === undefined ? undefined : exampleOf(type);
  if (example === undefined)
    throw new CliError(
      'CLI_USAGE',
      say('forms.typesKinds', {
        detail:
          word.toLowerCase() === 'request' ? say('forms.requestType') : say('forms.noTypeKindName'),
        formTypes: formTypes.join(', '),
        formKinds: formKinds.join(', '),
      }),
    );
  return { example, command: 'liaise request send FILE' };
}
