import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, ValidateNested } from 'class-validator';
import { chains, type ChainName } from '#capabilities/directory/directory.schema';
import { Bytes, BytesList, Formed, OneOf, sessionToken } from './fields.js';

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
