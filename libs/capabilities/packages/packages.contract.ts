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
  Whole,
} from '#contract';
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
  packageFailures,
  type PackageFileName,
  packageFiles,
  packageStates,
  type PackageFailure,
  type PackageState,
} from './packages.lists.js';
import {
  type GivenReason,
  givenReasons,
  parseReaderLabel,
  type ReaderLabel,
  variantBounds,
} from './variants.model.js';

/** Something that is withheld from the reader of a package. */
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

/** Items shown to a reader of its own beyond the least, and withheld beyond the usual. */
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
}

/** Ask for entries of the neighbour's log, by a consent of it. */
export class PackageAskView {
  @Parsed(parseDocumentId, { description: 'Consent that says that it may be asked.' })
  readonly consent: DocumentId;
  @One(recordOutcomes, {
    nullable: true,
    description: 'How it ended; null while it is open. Only GIVEN is in the package.',
  })
  readonly outcome: RecordOutcome | null;
}

/** Evidence package of a thread: who asked for it, and how far it is. */
export class PackageView extends OfThread {
  @Text({
    max: 64,
    description: 'Its number: authority, year, and the how manyth of that year.',
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
      '`PACKAGE`: the file. `BEFORE`: report of the rules before it was built, which is in it. `AFTER`: report on the finished file.',
  })
  readonly file: PackageFileName = 'PACKAGE';
  @Whole({ min: 0, max: 2 ** 30, description: 'First byte wanted.' })
  readonly from: number;
}

/** Part of a package, as many bytes as fit one answer. */
export class PackagePiece {
  @Whole({ min: 0, description: 'Bytes of the whole file.' })
  readonly size: number;
  @Bytes(packageBounds.piece, { min: 0, description: 'From `from` on; none at the end.' })
  readonly bytes: Uint8Array;
}

const right = purposeful(packaging);
const atDesk = { requests: right, inbox: right };

/** Asked for here, made by the evidence service: the answer is the row as it begins. */
export const buildPackage = call('package-build', PackageAsked, PackageView, atDesk);
export const listPackages = call('packages', ReadOfThread, PackageList, atDesk);

/** Each piece is on record before it is given out. */
export const readPackage = call('package-piece', PackagePieceAsked, PackagePiece, atDesk);

/** Calls about evidence packages of a thread. */
export const packageCalls = [buildPackage, listPackages, readPackage];
