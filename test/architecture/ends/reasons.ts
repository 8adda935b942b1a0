import { filedBefore, ofDesk, ofUploads } from '#capabilities/capability';

export interface Reason {
  readonly why: string;
  readonly of: readonly string[];
}

export const reasons: readonly Reason[] = [
  {
    why: ofDesk,
    of: [
      'NOT_FOUND place',
      'PERMISSION_DENIED',
      'NOT_THE_SIGNER checkAuthor',
      'NOT_THE_SIGNER signer',
      'BROADCAST_IMPOSSIBLE',
      'PARENT_MISMATCH checkAuthor',
    ],
  },
  {
    why: 'The same document twice: intake answers as the first time or refuses other bytes; the receiver raises an alarm.',
    of: [
      'DOCUMENT_KNOWN',
      'DOCUMENT_REPLAYED',
      'CONTENT_ERASED newThread',
      'CONTENT_ERASED placeOf',
    ],
  },
  {
    why: 'The sender has the document that it answers; only the receiver may have to wait for it.',
    of: ['PARENT_MISSING'],
  },
  {
    why: filedBefore,
    of: [
      'ATTACHMENTS_OVER_LIMIT',
      'CATEGORY_MISSING',
      'SUSPECT_WITHOUT_OFFENCE',
      'CLASSIFICATION_ABOVE_CEILING',
      'DOCUMENT_INVALID assertBounded',
      'DOCUMENT_INVALID assertLinks',
      'TRANSITION_NOT_ALLOWED nextState',
      'PARENT_MISMATCH place',
      'PARENT_MISMATCH assertPlace',
    ],
  },
  {
    why: ofUploads,
    of: [
      'UPLOAD_UNKNOWN',
      'OBJECT_ARGUMENT_INVALID',
      'OBJECT_CORRUPT',
      'OBJECT_UNKNOWN',
      'INDEX_LIMIT',
    ],
  },
  {
    why: 'The law of the sending State lets what it says leave; the receiver has its own and refuses nothing by it.',
    of: ['POLICY_FORBIDS'],
  },
  {
    why: 'By the directory of the neighbour on the way out, by the own one on the way in.',
    of: [
      'PEER_KEYS_ENDED',
      'PEER_NOT_CONFIRMED',
      'RECIPIENT_MISMATCH',
      'RECIPIENT_UNKNOWN',
      'TRANSFER_IMPOSSIBLE assertReceiver',
      'PARENT_MISMATCH assertTransfer',
    ],
  },
  {
    why: 'The session names the officer at intake; a row in the queue and a message from outside prove the officer anew.',
    of: [
      'OFFICER_NOT_VALID_AT',
      'OFFICER_ROLE_MISSING',
      'OFFICER_SUSPENDED',
      'OFFICER_UNKNOWN',
      'OFFICER_WRONG_AUTHORITY',
      'NOT_THE_SIGNER signedDispatch',
      'TRUST_CERTIFICATE_CHANGED',
    ],
  },
  {
    why: 'By the clock of intake, by that of the sealer for what waited, and by the envelope at the receiver.',
    of: ['COMPOSED_TIME_INVALID', 'SEALED_TIME_AHEAD'],
  },
  {
    why: 'Of the envelope and the message, which only the receiver has.',
    of: [
      'ADDRESS_MISMATCH',
      'DIRECTORY_FORK',
      'HASH_MISMATCH',
      'MESSAGE_ID_REUSED',
      'SEQUENCE_REUSED',
      'STATE_KEY_UNKNOWN',
      'ATTACHMENTS_MISMATCH',
    ],
  },
  {
    why: 'The proof that an officer had signed before a suspension travels with the message.',
    of: [
      'SIGNED_PROOF_INVALID',
      'CHECKPOINT_INVALID',
      'EVENT_INVALID',
      'HASH_INVALID',
      'LEAF_INVALID',
      'LEAF_SIGNATURE_INVALID',
      'LOG_PROOF_INVALID',
      'NOTE_INVALID',
      'NOTE_KEY_INVALID',
      'NOTE_SIGNATURE_INVALID',
      'NOTE_UNSIGNED',
      'TREE_POSITION_INVALID',
      'TREE_PROOF_INVALID',
    ],
  },
  {
    why: 'Of sealing and opening, beside the signature of the officer.',
    of: [
      'SEAL_COMPRESSED',
      'SEAL_CONTENT_INVALID',
      'SEAL_INLINE_SIGNATURE',
      'SEAL_OPEN_FAILED',
      'SEAL_OCB_TOO_LARGE',
      'SEAL_PASSWORD_PACKET',
      'SEAL_RECIPIENT_ANONYMOUS',
      'SEAL_RECIPIENT_MISSING',
      'SEAL_RECIPIENT_UNKNOWN',
      'SEAL_SUITE_FORBIDDEN',
      'SEAL_SUITE_WEAK',
      'SEAL_UNAUTHENTICATED',
    ],
  },
  {
    why: 'Of documents that are read beside the judged one: the receiver reads fewer, for it judges by fewer.',
    of: [
      'CONTENT_ERASED content',
      'CONTENT_ERASED key',
      'CONTENT_ERASED attachmentKey',
      'ITEM_RECALLED content',
      'NOT_FOUND unpackContent',
      'NOT_ON_ROSTER assertOnAccessList',
      'STORAGE_CORRUPT',
      'VALUE_INVALID schemaParser',
    ],
  },
  {
    why: 'What others have signed and a document encloses; of an own answer the sealer looks at a forward alone.',
    of: [
      'ENCLOSED_INVALID',
      'TRUST_CHAIN_FULL',
      'TRUST_ENTRY_CERTIFICATE',
      'TRUST_ENTRY_KEY',
      'TRUST_ENTRY_TIME',
      'TRUST_SIGNATURE_COUNT',
      'TRUST_SIGNATURE_INVALID',
      'TRUST_SIGNER_TWICE',
      'TRUST_SIGNER_UNKNOWN',
    ],
  },
  {
    why: 'Intake refuses; what is queued waits at the sealer and is not refused; the receiver takes it.',
    of: ['FORMAL_ACT_BLOCKED', 'LOG_STANDS_STILL'],
  },
  {
    why: 'A failure of our own at the receiver: the bytes are kept, and a person is called.',
    of: ['OPEN_FAILED'],
  },
  {
    why: 'A neighbour cannot fill the lists of a State; its own officers withdraw once by the state of the thread.',
    of: ['SUBJECT_ASKS_OPEN', 'TRANSITION_NOT_ALLOWED assertSayable'],
  },
  {
    why: 'Two answers at the same moment: the row decides, and the transaction of intake is undone.',
    of: ['RECALL_ANSWERED answer', 'RELEASE_ANSWERED answer'],
  },
];
