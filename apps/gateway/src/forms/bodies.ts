import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsOptional,
  Matches,
  ValidateNested,
} from 'class-validator';
import { chains, type ChainName } from '#capabilities/directory/directory.schema';
import {
  documentLimits,
  deskPurposes,
  parseDocumentId,
  parseThreadId,
  type Purpose,
  type SignedDocumentInput,
} from '#kernel';
import { duplicateLimits } from '#capabilities/deconfliction/sought.model';
import { textAsBinary } from '../binary.js';
import { Bytes, BytesList, Formed, OneOf, uuid, sessionToken, uuid7, Words } from './fields.js';

const KIB = 1024;
const SIGNATURE = 16 * KIB;
const ENTRY = 96 * KIB;
const MAX_SIGNERS = 8;
const MAX_ENTRIES = 256;

export class EnrolmentForm {
  @Formed(/^[A-Za-z0-9_-]{16,128}$/, 'One-time token that the registrar handed over.')
  token: string;

  @Bytes(64 * KIB, "The officer's OpenPGP certificate, binary.")
  certificate: string;

  @Bytes(4 * KIB, 'Login statement, composed and signed by the client.')
  login: string;

  @Bytes(SIGNATURE, 'Detached OpenPGP signature of `login`, binary.')
  signature: string;

  @IsOptional()
  @Formed(
    /^(?:[0-9A-F]{40}|[0-9A-F]{64})$/,
    'Fingerprint of the root of this State as a registrar told it; with another one the token is not used up.',
    false,
  )
  root?: string;
}

export class SessionForm {
  @Formed(
    sessionToken,
    'Drawn by the client: 256 random bits in base64url. The nonce of the login is the first 32 digits of its SHA-256.',
  )
  token: string;

  @Bytes(4 * KIB, 'Login statement, composed and signed by the client.')
  login: string;

  @Bytes(SIGNATURE, 'Detached OpenPGP signature of `login`, binary.')
  signature: string;
}

export class SignedEntryForm {
  @Bytes(ENTRY, 'Directory entry, the exact bytes that were signed.')
  entry: string;

  @BytesList(MAX_SIGNERS, SIGNATURE, 'Detached signatures of the entry.')
  signatures: string[];
}

export class EntryForm extends SignedEntryForm {
  @OneOf(chains, 'The chain the entry is for.')
  chain: ChainName;

  @ApiProperty({
    type: () => [SignedEntryForm],
    required: false,
    maxItems: MAX_ENTRIES,
    description: "The neighbour's own directory, oldest first; comes with its `peer` entry.",
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_ENTRIES)
  @ValidateNested({ each: true })
  @Type(() => SignedEntryForm)
  directory?: SignedEntryForm[];
}

export class DocumentForm {
  @Bytes(documentLimits.bytes, 'The document, the exact bytes that were signed.')
  document: string;

  @Bytes(SIGNATURE, "The officer's detached signature of `document`, binary.")
  signature: string;

  @ApiProperty({
    type: 'array',
    maxItems: documentLimits.attachments,
    items: { type: 'string', pattern: uuid.source },
    description: 'Upload ids, in the order of the attachments of the document.',
  })
  @IsArray()
  @ArrayMaxSize(documentLimits.attachments)
  @Matches(uuid, { each: true, message: 'form' })
  uploads: string[];
}

export const signedOf = ({ document, signature, uploads }: DocumentForm): SignedDocumentInput => ({
  document: textAsBinary(document),
  signature: textAsBinary(signature),
  uploads,
});

export class RequestForm extends DocumentForm {
  @IsOptional()
  @ApiProperty({
    type: 'array',
    required: false,
    maxItems: duplicateLimits.shown,
    items: { type: 'string', pattern: uuid7.source },
    description:
      'Threads about the same that the officer was shown before signing. A request that leaves one out is refused with `DUPLICATE_NOT_SEEN`, a risk to life never.',
  })
  @IsArray()
  @ArrayMaxSize(duplicateLimits.shown)
  @Matches(uuid7, { each: true, message: 'form' })
  duplicatesSeen?: string[];

  @IsOptional()
  @IsBoolean({ message: 'form' })
  @ApiProperty({
    type: 'boolean',
    required: false,
    description: 'The officer was told that a duty desk may already work on this.',
  })
  otherDeskSeen?: boolean;
}

export const requestOf = (form: RequestForm): SignedDocumentInput => ({
  ...signedOf(form),
  ...(form.duplicatesSeen !== undefined && {
    duplicatesSeen: form.duplicatesSeen.map(parseThreadId),
  }),
  ...(form.otherDeskSeen !== undefined && { otherDeskSeen: form.otherDeskSeen }),
});

export class AnswerForm extends DocumentForm {
  @IsOptional()
  @Formed(
    uuid7,
    'The last document of the thread that the officer had read; without it, the one that is answered. An answer over a colleague’s that came later is refused.',
    false,
  )
  seen?: string;
}

export const answerOf = (form: AnswerForm): SignedDocumentInput => ({
  ...signedOf(form),
  ...(form.seen === undefined ? {} : { seen: parseDocumentId(form.seen) }),
});

export class SearchForm {
  @OneOf(deskPurposes, 'Why the officer reads; logged before anything is shown.')
  purpose: Purpose;

  @Words(200, 'Reference, name, plate or document number, whole.')
  words: string;
}
