import type { IndexedMessage, PackageIndex } from '../contents/package-index.js';
import type { BuildRecord } from '../contents/record.js';

export type Files = ReadonlyMap<string, Uint8Array>;

const data = 'data/';

export const names = {
  mimetype: 'mimetype',
  bagit: 'bagit.txt',
  bagInfo: 'bag-info.txt',
  sha256: 'manifest-sha256.txt',
  sha512: 'manifest-sha512.txt',
  seal: 'seal.asc',
  guide: 'VERIFY.txt',
  script: 'verify.sh',
  tags: 'tagmanifest-sha512.txt',
  cmsManifest: 'META-INF/ASiCManifest001.xml',
  cms: 'META-INF/signature001.p7s',
  asic: 'META-INF/ASiCManifest002.xml',
  token: 'META-INF/timestamp002.tst',
  record: 'data/build.json',
  index: 'data/index.json',
  checkpoint: 'data/custody/checkpoint.txt',
  second: 'data/custody/second.txt',
  policy: 'data/custody/policy.txt',
  roots: 'data/keys/roots.txt',
  report: 'data/admissibility.json',
  health: 'data/system/health.jsonl',
} as const;

export const tagFiles = [
  names.guide,
  names.bagInfo,
  names.bagit,
  names.sha256,
  names.sha512,
  names.seal,
  names.script,
] as const;

const cmsFiles = ({ cmsSeal }: Pick<BuildRecord, 'cmsSeal'>): readonly string[] =>
  cmsSeal === null ? [] : [names.cmsManifest, names.cms];

export const fixedFiles = (record: Pick<BuildRecord, 'cmsSeal'>): readonly string[] => [
  ...[...tagFiles, names.tags, names.asic, names.token],
  ...cmsFiles(record),
];

export const paths = {
  event: (index: number) => `data/custody/events/${index}.json`,
  disclosure: (index: number) => `data/custody/disclosures/${index}.json`,
  proof: (index: number) => `data/custody/proofs/${index}.tlog-proof`,
  consistency: (size: number) => `data/custody/consistency/${size}.txt`,
  checkpoint: (size: number) => `data/custody/checkpoints/${size}.txt`,
  token: (place: number) => `data/custody/tokens/${place}.tst`,
  certificate: (hash: string) => `data/custody/tsa/${hash}.pem`,
  revocationList: (hash: string) => `data/custody/crl/${hash}.pem`,
  directory: (state: string) => `data/keys/directory/${state}.jsonl`,
  key: (fingerprint: string) => `data/keys/${fingerprint}.pgp`,
  message: (place: number, file: string) => `data/messages/${place}/${file}`,
  attachment: (place: number, number: number) => `data/messages/${place}/attachments/${number}`,
  receipt: (place: number) => `data/receipts/${place}.json`,
  receiptProof: (place: number) => `data/receipts/${place}.tlog-proof`,
  answer: (place: number) => `data/peer/${place}.json`,
  answerSignature: (place: number) => `data/peer/${place}.sig`,
} as const;

export const isPayload = (name: string): boolean => name.startsWith(data);

const envelopeFiles = ['envelope.json', 'envelope.sig'] as const;
const messageFiles = [
  'document.json',
  'document.sig',
  'certificate.pgp',
  ...envelopeFiles,
] as const;

export const filesAround = ({ withheld }: Pick<IndexedMessage, 'withheld'>) =>
  withheld === null ? messageFiles : envelopeFiles;

function filesOf(message: IndexedMessage, place: number): string[] {
  const { ciphertext, attachments } = message;
  return [
    ...filesAround(message).map((file) => paths.message(place, file)),
    ...(ciphertext ? [paths.message(place, 'original.pgp')] : []),
    ...attachments.flatMap((withheld, i) =>
      withheld === null ? [paths.attachment(place, i + 1)] : [],
    ),
  ];
}

export const answersOf = ({ asks = [] }: Pick<PackageIndex, 'asks'>) => {
  const places = asks.flatMap((ask) =>
    Array.from({ length: ask.answers }, (_, part) => ({ ask, part })),
  );
  return places.map((each, i) => ({ ...each, place: i + 1 }));
};

/**
 * Log sizes that the package must prove consistent with its checkpoint, in ascending order. `anchors`: sizes named in the
 * shown log entries.
 */
export const provenSizes = (
  { log }: Pick<BuildRecord, 'log'>,
  { tokens }: Pick<PackageIndex, 'tokens'>,
  anchors: readonly number[],
): readonly number[] => {
  const sizes = new Set([...tokens.map(({ size }) => size), ...anchors]);
  return [...sizes].filter((size) => size > 0 && size !== log.size).sort((a, b) => a - b);
};

const opensValues = ({ values }: PackageIndex['events'][number]): boolean => values.includes(null);

export function demandedFiles(
  record: BuildRecord,
  index: PackageIndex,
  anchors: readonly number[],
): readonly string[] {
  const shown = index.events.filter(({ withheld }) => withheld === null);
  return [
    ...[names.record, names.index, names.roots, names.checkpoint, names.policy],
    ...shown.map((event) => paths.event(event.index)),
    ...shown.filter(opensValues).map((event) => paths.disclosure(event.index)),
    ...index.events.map((event) => paths.proof(event.index)),
    ...provenSizes(record, index, anchors).map(paths.consistency),
    ...new Set(index.tokens.map(({ size }) => paths.checkpoint(size))),
    ...index.tokens.map((_, i) => paths.token(i + 1)),
    ...index.certificates.map(paths.certificate),
    ...index.lists.map(paths.revocationList),
    ...record.directories.map(({ state }) => paths.directory(state)),
    ...index.keys.map(paths.key),
    ...index.messages.flatMap((message, i) => filesOf(message, i + 1)),
    ...index.receipts.flatMap((_, i) => [paths.receipt(i + 1), paths.receiptProof(i + 1)]),
    ...answersOf(index).flatMap(({ place }) => [paths.answer(place), paths.answerSignature(place)]),
  ];
}

export const allowedFiles: readonly string[] = [names.second, names.report, names.health];
