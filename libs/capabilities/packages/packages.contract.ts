import {
  Bytes,
  call,
  OfThread,
  One,
  packaging,
  Parsed,
  Part,
  purposeful,
  ReadOfThread,
  Text,
  uuid,
  Whole,
} from '#contract';
import { OpenCaseView } from '#capabilities/retention/retention.contract';
import { CertificateView, GiveCertificate } from './certifying/certificates.contract.js';
import { recordOutcomes, type RecordOutcome } from './neighbour/custody-record.schema.js';
import {
  parseAuthorityId,
  parseDocumentId,
  parseOfficerId,
  parseSha256,
  parseTimestamp,
  type AuthorityId,
  type DocumentId,
  type OfficerId,
  type Sha256,
  type Timestamp,
} from '#kernel';
import {
  packageBounds,
  packageConcernCodes,
  packageConcerns,
  packageFailures,
  type PackageFileName,
  packageFiles,
  packageStates,
  supersedeReasons,
  tellingWays,
  type PackageConcern,
  type PackageFailure,
  type PackageState,
  type SupersedeReason,
  type TellingWay,
} from './packages.lists.js';
import {
  type GivenReason,
  givenReasons,
  parseReaderLabel,
  type ReaderLabel,
  variantBounds,
} from './variants.model.js';

const exhibitText = { max: 64, min: 1, example: 'border-police-2026-1' } as const;

export class WithheldPart {
  @Text({
    ...{ min: 1, max: 64 },
    description:
      'Name of a value, type of an entry, id of a document, or that id, `/` and the number of an attachment.',
    example: 'item.viewed',
  })
  readonly item: string;
  @One(givenReasons, { description: 'Why.' })
  readonly reason: GivenReason;
}

export class PackageAsked extends ReadOfThread {
  @Parsed(parseReaderLabel, {
    ...{ nullable: true, standard: true },
    description:
      'For whom: a role in the proceedings and a number, no name. Null: for no named reader.',
    example: 'defence-1',
  })
  readonly reader: ReaderLabel | null = null;
  @Text({
    ...{ min: 1, max: 64, list: variantBounds.shown, standard: true },
    description: 'Names of values that are shown, and types of entries that tell of other persons.',
    example: ['officer'],
  })
  readonly show: readonly string[] = [];
  @Part(() => WithheldPart, {
    ...{ list: variantBounds.withheld, standard: true },
    description: 'What is withheld beside what no reader is shown.',
  })
  readonly withhold: readonly WithheldPart[] = [];
  @Text({
    ...exhibitText,
    nullable: true,
    standard: true,
    description: 'Number of the package of this thread whose place it takes; null: of none.',
  })
  readonly supersedes: string | null = null;
  @One(supersedeReasons, {
    nullable: true,
    standard: true,
    description: 'Why it takes that place; null without `supersedes`.',
  })
  readonly reason: SupersedeReason | null = null;
}

export class PackageAskView {
  @Parsed(parseDocumentId, { description: 'Consent that says that it may be asked.' })
  readonly consent: DocumentId;
  @One(recordOutcomes, {
    nullable: true,
    description: 'How it ended; null while it is open. Only GIVEN is in the package.',
  })
  readonly outcome: RecordOutcome | null;
}

const concernWords = Object.entries(packageConcerns)
  .map(([code, words]) => `\`${code}\`: ${words}`)
  .join(' ');

export class ConcernView {
  @Whole({
    min: 1,
    max: packageBounds.concerns,
    description: 'Number of the concern, from 1 on for each package.',
  })
  readonly number: number;
  @One(packageConcernCodes, { description: `What became of it. ${concernWords}` })
  readonly code: PackageConcern;
  @Text({
    max: 64,
    description:
      'By what: id of the recall or consent, fingerprint of the key, number of the newer package.',
    example: '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e',
  })
  readonly cause: string;
  @Parsed(parseTimestamp, { description: 'When it was found.' })
  readonly at: Timestamp;
}

export class HandoverView {
  @Text({
    max: 36,
    description: 'Id of the hand-over.',
    example: '0f6b6a1c-9d3b-4a51-8d3b-7c1e0f6b6a1c',
  })
  readonly handed: string;
  @Text({
    max: 200,
    nullable: true,
    description:
      'Who has received it; null once that was erased, and of a package of an erased thread: ask the officer who says so.',
  })
  readonly recipient: string | null;
  @Parsed(parseTimestamp, { description: 'When it was handed over.' })
  readonly handedAt: Timestamp;
  @One(tellingWays, { description: 'How the recipient was told the SHA-512.' })
  readonly way: TellingWay;
  @Parsed(parseOfficerId, { description: 'Who says so.' })
  readonly officer: OfficerId;
  @Whole({
    ...{ min: 0, max: packageBounds.concerns },
    description:
      'Concerns of which the recipient was told, the first ones; fewer than there are: tell it.',
  })
  readonly told: number;
  @Parsed(parseTimestamp, { nullable: true, description: 'When it was told last.' })
  readonly toldAt: Timestamp | null;
}

export class SupersededView {
  @Text({ ...exhibitText, description: 'Its number.' })
  readonly exhibit: string;
  @One(supersedeReasons, { description: 'Why another one takes its place.' })
  readonly reason: SupersedeReason;
}

export class PackageView extends OfThread {
  @Text({
    max: 64,
    description: 'Its number: the authority, the year, and a count within that year, from 1 on.',
    example: 'border-police-2026-1',
  })
  readonly exhibit: string;
  @Parsed(parseAuthorityId, { description: 'That asked for it.' })
  readonly authority: AuthorityId;
  @Parsed(parseOfficerId, { description: 'Who asked for it.' })
  readonly officer: OfficerId;
  @Parsed(parseReaderLabel, {
    nullable: true,
    description: 'For whom it is; null: for no named reader.',
    example: 'defence-1',
  })
  readonly reader: ReaderLabel | null;
  @Text({ list: variantBounds.shown, max: 64, description: 'As it was asked for.' })
  readonly show: readonly string[];
  @Part(() => WithheldPart, { list: variantBounds.withheld, description: 'As it was asked for.' })
  readonly withhold: readonly WithheldPart[];
  @Parsed(parseTimestamp)
  readonly askedAt: Timestamp;
  @One(packageStates, { description: 'How far it is.' })
  readonly state: PackageState;
  @Parsed(parseTimestamp, { description: 'Since when it is so far.' })
  readonly stateAt: Timestamp;
  @Parsed(parseTimestamp, {
    nullable: true,
    description:
      'When its bytes were first given to an officer, since it was last said to have stayed; null: not yet.',
  })
  readonly deliveredAt: Timestamp | null;
  @Parsed(parseTimestamp, {
    nullable: true,
    description:
      'When an officer said last that nobody outside has it; null: not since it was given to one.',
  })
  readonly stayedAt: Timestamp | null;
  @One(packageFailures, { nullable: true, description: 'Why it was not made.' })
  readonly failure: PackageFailure | null;
  @Whole({ min: 0, nullable: true, description: 'Bytes of the file, once it is made.' })
  readonly size: number | null;
  @Parsed(parseSha256, { nullable: true, description: 'Of the file.' })
  readonly sha256: Sha256 | null;
  @Text({
    max: 128,
    nullable: true,
    description: 'SHA-512 of the file: tell it to the court by another way than the file.',
    example: 'cf83e1357eefb8bd',
  })
  readonly sha512: string | null;
  @Whole({
    ...{ min: 0, max: 2, nullable: true },
    description: 'What the verifier said of it: 0 every check passes, 2 something is incomplete.',
  })
  readonly exit: number | null;
  @Part(() => PackageAskView, {
    ...{ list: 16, nullable: true },
    description: 'What the other State was asked of its log; null before that is decided.',
  })
  readonly asks: readonly PackageAskView[] | null;
  @Part(() => SupersededView, { nullable: true, description: 'Whose place it takes.' })
  readonly supersedes: SupersededView | null;
  @Part(() => ConcernView, {
    list: packageBounds.concerns,
    description: 'What became of it since, in order.',
  })
  readonly concerns: readonly ConcernView[];
  @Part(() => CertificateView, {
    list: packageBounds.certificates,
    description: "Custodian's certificates that it was given, oldest first.",
  })
  readonly certificates: readonly CertificateView[];
  @Part(() => HandoverView, { list: packageBounds.handed, description: 'Who has received it.' })
  readonly handed: readonly HandoverView[];
  @Part(() => OpenCaseView, {
    nullable: true,
    description: 'The case of its thread, with which it is erased; null: that is not open.',
  })
  readonly openCase: OpenCaseView | null;
}

export class HandPackage extends ReadOfThread {
  @Text({ ...exhibitText, description: 'Number of the package.' })
  readonly exhibit: string;
  @Text({
    min: 1,
    max: 200,
    description: 'Court or body that has received it.',
    example: 'District Court, Second Chamber',
  })
  readonly recipient: string;
  @Parsed(parseTimestamp, { description: 'When it was handed over.' })
  readonly at: Timestamp;
  @One(tellingWays, {
    description: 'How the SHA-512 was told: not the way by which the file went.',
  })
  readonly way: TellingWay;
}

export class PackageStays extends ReadOfThread {
  @Text({ ...exhibitText, description: 'Number of the package.' })
  readonly exhibit: string;
}

export class TellRecipient extends ReadOfThread {
  @Text({ ...exhibitText, description: 'Number of the package.' })
  readonly exhibit: string;
  @Text({
    pattern: uuid,
    description: 'Id of the hand-over.',
    example: '0f6b6a1c-9d3b-4a51-8d3b-7c1e0f6b6a1c',
  })
  readonly handed: string;
  @Whole({
    ...{ min: 1, max: packageBounds.concerns },
    description: 'Concerns of which it was told: all that the package has.',
  })
  readonly concerns: number;
  @Parsed(parseTimestamp, { description: 'When it was told.' })
  readonly at: Timestamp;
  @One(tellingWays, { description: 'How it was told.' })
  readonly way: TellingWay;
}

export class PackageList {
  @Part(() => PackageView, { list: packageBounds.ofThread, description: 'Newest first.' })
  readonly packages: readonly PackageView[];
}

export class PackagePieceAsked extends ReadOfThread {
  @Text({
    max: 64,
    description: 'Number of the package.',
    example: 'border-police-2026-1',
  })
  readonly exhibit: string;
  @One(packageFiles, {
    standard: true,
    description:
      '`PACKAGE`: the file. `BEFORE`: report of the rules before it was built, which is in it. `AFTER`: report on the finished file. `CERTIFICATE`: certificate on record, packed by gzip. `CERTIFIED`: report on the finished file, with that.',
  })
  readonly file: PackageFileName = 'PACKAGE';
  @Whole({
    ...{ min: 1, max: packageBounds.certificates, nullable: true, standard: true },
    description: 'Which certificate, by its number; null: the last one on record.',
  })
  readonly certificate: number | null = null;
  @Whole({ min: 0, max: 2 ** 30, description: 'First byte wanted.' })
  readonly from: number;
}

export class PackagePiece {
  @Whole({ min: 0, description: 'Bytes of the whole file.' })
  readonly size: number;
  @Bytes(packageBounds.piece, { min: 0, description: 'From `from` on; none at the end.' })
  readonly bytes: Uint8Array;
}

const right = purposeful(packaging);
const atDesk = { requests: right, inbox: right };

export const buildPackage = call('package-build', PackageAsked, PackageView, atDesk);
export const listPackages = call('packages', ReadOfThread, PackageList, atDesk);

export const handPackage = call('package-handed', HandPackage, PackageView, atDesk);
export const stayPackage = call('package-stayed', PackageStays, PackageView, atDesk);
export const tellRecipient = call('package-told', TellRecipient, PackageView, atDesk);

export const giveCertificate = call('package-certificate', GiveCertificate, PackageView, atDesk);

export const readPackage = call('package-piece', PackagePieceAsked, PackagePiece, atDesk);

export const packageCalls = [
  ...[buildPackage, listPackages, readPackage, handPackage, tellRecipient],
  ...[giveCertificate, stayPackage],
];
