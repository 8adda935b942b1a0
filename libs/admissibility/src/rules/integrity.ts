import type { CaseFacts, HashFact, MessageFact } from '../facts/case-facts.js';
import { type Flaw, rule } from '../rule.js';
import { directoryFinding, findingsAt, isJudged, lastLeaf, leafOf } from './sight.js';

type HashFlaw = Flaw<'HASH_DIFFERS' | 'FILE_MISSING' | 'STATEMENT_UNSEEN'>;

function hashFlaw({ file, leaf, stated, found }: HashFact): HashFlaw | undefined {
  if (found === null) return { code: 'FILE_MISSING', file };
  if (stated === null) return { code: 'STATEMENT_UNSEEN', file, leaf };
  const isSame =
    stated.sha256 === found.sha256 && (stated.sha512 === null || stated.sha512 === found.sha512);
  return isSame ? undefined : { code: 'HASH_DIFFERS', file, leaf };
}

const differing: readonly string[] = [
  ...['MESSAGE_LEAF', 'CIPHERTEXT_DIFFERS', 'ATTACHMENT_DIFFERS'],
  ...['DISCLOSURE_FOREIGN', 'DISCLOSURE_DIFFERS'],
];

const sealCodes = ['SEAL_FORM', 'SEAL_KEY', 'SEAL_INVALID', 'KEY_FILE', 'CMS_FORM', 'CMS_INVALID'];

function changes({ found }: CaseFacts): readonly Flaw<'FILE_CHANGED' | 'SEAL_INVALID'>[] {
  const seal = found.V03.filter(({ code }) => sealCodes.some((each) => each === code));
  return [
    ...found.V02.map(({ where }) => ({ code: 'FILE_CHANGED', file: where }) as const),
    ...seal.map(({ where }) => ({ code: 'SEAL_INVALID', file: where }) as const),
  ];
}

/** Rule INT-01: each file has the hash that its log entry states, and the package's seal is valid. */
const int01 = rule(
  'INT-01',
  ['FILE_CHANGED', 'SEAL_INVALID', 'HASH_DIFFERS', 'FILE_MISSING', 'STATEMENT_UNSEEN'],
  (facts) => {
    const { found, messages } = facts;
    const differ = [...found.V04, ...found.V05].filter(({ code }) => differing.includes(code));
    const missing = found.V12.filter(({ code }) => code === 'FILE_MISSING');
    return {
      flaws: [
        ...changes(facts),
        ...differ.map(({ where }) => ({ code: 'HASH_DIFFERS', file: where }) as const),
        ...messages.flatMap(({ hashes }) => hashes.flatMap((each) => hashFlaw(each) ?? [])),
        ...missing.map(({ where }) => ({ code: 'FILE_MISSING', file: where }) as const),
      ],
      ground: { leaf: lastLeaf(facts) },
      withheld: facts.withheldFiles,
    };
  },
);

const certificateOf = ({ hashes }: MessageFact): HashFact | undefined =>
  hashes.find(({ file }) => file.endsWith('/certificate.pgp'));

function signatureFlaws(facts: CaseFacts, message: MessageFact) {
  const leaf = leafOf(message);
  const invalid = findingsAt(facts, 'V04', message, ['DOCUMENT_SIGNATURE']);
  const certificate = certificateOf(message);
  const flaws: Flaw<
    'SIGNATURE_INVALID' | 'CERTIFICATE_DIFFERS' | 'STATEMENT_UNSEEN' | 'NOT_JUDGED'
  >[] = invalid.map(({ where }) => ({ code: 'SIGNATURE_INVALID', file: where, leaf }));
  const flaw = certificate && hashFlaw(certificate)?.code;
  if (flaw === 'HASH_DIFFERS')
    flaws.push({ code: 'CERTIFICATE_DIFFERS', file: certificate?.file ?? '', leaf });
  else if (certificate === undefined || flaw !== undefined)
    flaws.push({ code: 'STATEMENT_UNSEEN', leaf });
  if (!isJudged(facts, message)) flaws.push({ code: 'NOT_JUDGED', leaf });
  return flaws;
}

/** Rule INT-03: each document's signature is valid, and made with the certificate that the log entry names. */
const int03 = rule(
  'INT-03',
  ['SIGNATURE_INVALID', 'CERTIFICATE_DIFFERS', 'STATEMENT_UNSEEN', 'NOT_JUDGED'],
  (facts) => ({
    flaws: facts.messages.flatMap((message) => signatureFlaws(facts, message)),
    ground: { leaf: lastLeaf(facts) },
  }),
);

function recipientFlaw(
  facts: CaseFacts,
  message: MessageFact,
): Flaw<'RECIPIENT_DIFFERS' | 'DIRECTORY_OPEN'> | undefined {
  const { said, envelope, recipients, direction } = message;
  if (said === null || envelope === null) return undefined;
  const leaf = leafOf(message);
  if (said.recipientKeys.join() !== envelope.recipientKeys.join())
    return { code: 'RECIPIENT_DIFFERS', leaf };
  const directory = directoryFinding(facts, direction === 'OUT' ? 'IN' : 'OUT');
  if (directory !== undefined) return { code: 'DIRECTORY_OPEN', file: directory.where };
  return said.recipientKeys.some((key) => recipients.includes(key))
    ? undefined
    : { code: 'RECIPIENT_DIFFERS', leaf };
}

/**
 * Rule INT-04: document and envelope name the same recipient, link, thread and message. A document that was addressed to
 * somebody else fails.
 */
const int04 = rule(
  'INT-04',
  ['ENVELOPE_DIFFERS', 'RECIPIENT_DIFFERS', 'DIRECTORY_OPEN', 'NOT_JUDGED'],
  (facts) => ({
    flaws: facts.messages.flatMap((message) => {
      const differs = findingsAt(facts, 'V04', message, ['ENVELOPE_DIFFERS']);
      return [
        ...differs.map(({ where }) => ({ code: 'ENVELOPE_DIFFERS', file: where }) as const),
        ...(isJudged(facts, message)
          ? []
          : [{ code: 'NOT_JUDGED', leaf: leafOf(message) } as const]),
        ...[recipientFlaw(facts, message)].filter((flaw) => flaw !== undefined),
      ];
    }),
    ground: { leaf: lastLeaf(facts) },
  }),
);

export const integrityRules = [int01, int03, int04];
