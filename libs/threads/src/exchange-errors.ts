import { CodedError, type CodeTable, type ErrorFacts, type Detail } from '#kernel';

export const exchangeCodes = {
  PEER_NOT_CONFIRMED: {
    action: 'refuse',
    status: 409,
    title: 'The neighbour has not been confirmed by two administrators on this side.',
    remedy:
      'Send to a State that `GET /api/v1/peers` lists, never to your own. For another one, compare the twelve words and run `liaise peer confirm` with two administrators.',
  },
  BROADCAST_NEEDED: {
    action: 'refuse',
    status: 409,
    title: 'The same was asked of another State within 24 hours.',
    remedy:
      'Ask all of them in one broadcast, which states why all need to be asked: `liaise request send --also-to STATE/authority --proportionality ...`. Withdraw what was sent already (`liaise request withdraw`) and ask that State in it again. If it has answered, say so in the new request: other words are another request.',
  },
  PROTOCOL_BELOW_FLOOR: {
    action: 'retry',
    status: 503,
    title:
      'No protocol version is common with the neighbour, or only one below what the link was used with: messages wait.',
    remedy:
      'Bring the older side up to date. To go back on purpose, both sides confirm the neighbour anew, with two administrators each.',
  },
  DIRECTORY_STALE: {
    action: 'retry',
    status: 503,
    title: 'For 24 h the neighbour has not said that its directory is the newest: messages wait.',
    remedy:
      'Nothing: the messages leave by themselves once its directory has come. If it lasts, look at the link with the neighbour.',
  },
  NOT_THE_SIGNER: {
    action: 'refuse',
    status: 403,
    title: 'The document names another officer, authority or key than the session it came with.',
    remedy: 'Log in with the key that signs, and compose the document under your own name.',
  },
  RECIPIENT_UNKNOWN: {
    action: 'refuse',
    status: 422,
    title: 'The recipient authority is not in the neighbour’s directory.',
    remedy:
      'Choose an authority of the list: `GET /api/v1/directory/authorities`, or `liaise authority list`.',
  },
  RECIPIENT_MISMATCH: {
    action: 'refuse',
    status: 422,
    title: 'The signed document names another recipient, link or key than the one it was sent to.',
    remedy:
      'Read the directory again, compose and sign anew. A message that was re-addressed is never opened.',
  },
  STATE_KEY_UNKNOWN: {
    action: 'alarm',
    status: 422,
    title: 'The sending State’s directory certifies no key for this purpose at that time.',
    remedy: 'Ask the neighbour to publish its keys; the bytes are kept in quarantine.',
  },
  OPENING_NOT_SENT: {
    action: 'refuse',
    status: 409,
    title:
      'The document that opens this thread was kept back, so nothing else of the thread leaves.',
    remedy:
      'See why the first document was kept back, then sign a new one and send it. A stop-word holds in this State all the same.',
  },
  ADDRESS_MISMATCH: {
    action: 'alarm',
    status: 422,
    title:
      'Link, sender, receiver or message id in the signed envelope differ from how the message came.',
    remedy:
      'Take it up with the neighbour: a message was carried to a link, or under an id, that it was not made for.',
  },
  HASH_MISMATCH: {
    action: 'alarm',
    status: 422,
    title: 'The signed envelope belongs to other bytes than those that came with it.',
    remedy: 'Take it up with the neighbour; the bytes are kept in quarantine.',
  },
  DIRECTORY_FORK: {
    action: 'alarm',
    status: 422,
    title:
      'The neighbour’s envelope names another history of its directory than the one it gave us.',
    remedy: 'Stop the link and compare both chains with the neighbour.',
  },
  SIGNED_PROOF_INVALID: {
    action: 'alarm',
    status: 422,
    title:
      'The proof that a since suspended officer signed earlier is not of that document or not of that log.',
    remedy:
      'Take it up with the neighbour; the bytes are kept in quarantine. The document needs another signer.',
  },
  COMPOSED_TIME_INVALID: {
    action: 'refuse',
    status: 422,
    title:
      'The document was composed more than 24 h before, or more than 5 min after, it was sealed.',
    remedy: 'Check the clock of the composing device; compose and sign again.',
  },
  SEALED_TIME_AHEAD: {
    action: 'alarm',
    status: 422,
    title: 'The message says that it was sealed more than 24 h later than now.',
    remedy:
      'Compare the clocks of both gateways; the sender seals again once its clock is right. The bytes are kept in quarantine.',
  },
  ATTACHMENTS_MISMATCH: {
    action: 'refuse',
    status: 422,
    title: 'Document, envelope and keys do not name the same attachments.',
    remedy: 'Upload the attachments again and submit a new document.',
  },
  DUPLICATE_NOT_SEEN: {
    action: 'refuse',
    status: 409,
    title:
      'Others already work on the subject of the request, and the officer has not confirmed having seen this.',
    remedy:
      'Show the officer the threads in `threads` and, with `otherDesk`, that another desk may already work on this. To send all the same, submit the same document with these threads as `duplicatesSeen` and with `otherDeskSeen`; with `liaise`, leave out `--yes`, or add `--duplicates-seen`.',
  },
  DOCUMENT_REPLAYED: {
    action: 'alarm',
    status: 409,
    title: 'A document that was accepted before came again under another envelope.',
    remedy: 'Nothing is lost: the first one stands. Take it up with the neighbour.',
  },
  SEQUENCE_REUSED: {
    action: 'alarm',
    status: 409,
    title: 'The neighbour used a number of the link twice.',
    remedy: 'Compare both chains with the neighbour; the bytes are kept in quarantine.',
  },
  PARENT_MISMATCH: {
    action: 'refuse',
    status: 422,
    title:
      'The document answers something that is not part of its thread or was exchanged with others.',
    remedy: 'Answer the document that stands last in the thread.',
  },
  TRANSFER_IMPOSSIBLE: {
    action: 'refuse',
    status: 422,
    title:
      'The authority that a request is transferred to is not in its State’s directory, cannot be written to about it, or has it already.',
    remedy: 'Choose another authority that `liaise authority list` shows for that State.',
  },
  RECALL_IMPOSSIBLE: {
    action: 'refuse',
    status: 422,
    title:
      'What is recalled, narrowed or corrected is not a document of this thread that the same State has said, or there are too many recalls.',
    remedy:
      'Name documents that your own State has sent in this thread; a recall and its answer cannot be recalled.',
  },
  NARROWING_LAXER: {
    action: 'refuse',
    status: 422,
    title: 'The handling that a narrowing gives is laxer than the one that counts now.',
    remedy:
      'Keep every handling code and the words of H3, add to them, and let no document be kept for longer.',
  },
  POLICY_FORBIDS: {
    action: 'refuse',
    status: 422,
    title:
      'By the policy pack of your own State this does not leave; or the pack changed between your signature and the seal.',
    remedy:
      'The detail names the rules and their law; `liaise policy show` prints them whole. Leave out what they forbid, choose another way (a formal request, another recipient), or, asked for it, refuse with its ground.',
  },
  BATCH_MALFORMED: {
    action: 'refuse',
    status: 422,
    title: 'A publish on the border does not follow the wire format.',
    remedy: 'Check the neighbour’s gateway version; the bytes are kept in quarantine.',
  },
  RECEIPT_INVALID: {
    action: 'alarm',
    status: 422,
    title: 'A receipt does not prove what it states.',
    remedy: 'Take it up with the neighbour; the message stays open and is sent again.',
  },
  RELEASE_IMPOSSIBLE: {
    action: 'refuse',
    status: 422,
    title:
      'A release can be asked only of the State that said the document, and is given in the words of the question.',
    remedy:
      'Name a document of this thread that the other State has sent, with its hash; answer with the same document, recipient and purpose. A forward is released to your own authority alone, to take its files out; to hand on what it encloses, ask the originator to send it.',
  },
  RELEASE_NEEDED: {
    action: 'refuse',
    status: 409,
    title:
      'By its handling this leaves the gateway, or your authority, only when its originator has released it.',
    remedy:
      'Ask the originator with `ask-consent`, naming your own authority, the purpose and the time; then try again for that purpose. In a risk to life state the purpose SAFETY_OF_LIFE: no release is needed. A forward that another authority of your State should have is sent to it by its forwarder anew.',
  },
  ATTACHMENT_BOUND: {
    action: 'refuse',
    status: 409,
    title:
      'An attached file came from another State: to a third one it goes only with a forward of the document that brought it.',
    remedy:
      'Forward the document that the detail names, with the file, with `forward`, so that a recall reaches whoever has it; where that answers CONSENT_MISSING ask its State first with `ask-consent`. Back to the State that sent it, in another thread, a file goes for the purpose that it was given for, and a bound one once `ask-consent` has released it. What was recalled goes nowhere.',
  },
  ATTACHMENT_KEPT: {
    action: 'refuse',
    status: 409,
    title:
      'The document did not leave: a file attached to it came from another State and may not be sent on with it.',
    remedy:
      'Send it without the file; an officer who has the document that brought the file can forward that document with it. Only an auditor can find which document brought it: ask your supervisor or the data protection officer, and name the document that did not leave.',
  },
  FORWARD_IMPOSSIBLE: {
    action: 'refuse',
    status: 409,
    title: 'What the forward encloses is not here to be handed on.',
    remedy:
      'Forward what your authority has received and its State has not taken back; the detail says which document, and why not.',
  },
  EVIDENCE_IMPOSSIBLE: {
    action: 'refuse',
    status: 422,
    title:
      'What is asked for, consented to, marked or cited as evidence is not what stands in the thread, or is more than was asked for.',
    remedy:
      'Name documents of this thread by the SHA-256 of their signed bytes, with files of theirs: for a consent, or an answer that hands over, those that your own State has said and not recalled; for a request, those of the other. The detail names the member.',
  },
  EVIDENCE_CONSENT_NEEDED: {
    action: 'refuse',
    status: 409,
    title:
      'The formal request cites what the other State has said, which has not consented to that use, or not any more.',
    remedy:
      'Ask for its consent with an evidence-consent-request, and name the consent in the formal request; or leave out the item that the detail names.',
  },
  CONSENT_EFFECT: {
    action: 'refuse',
    status: 422,
    title:
      'A consent to evidential use is taken back without saying what becomes of what was used already; or that is said where none is taken back.',
    remedy: 'State `effect` exactly when the recall names a consent to evidential use.',
  },
  RECALL_NOT_PASSED_ON: {
    action: 'refuse',
    status: 409,
    title:
      'What is recalled was handed on by your State, and whoever has it from there has not complied yet.',
    remedy:
      'Recall, narrow or correct your forward first, in each thread that the detail names, or have the authority that it names do so, and wait for the answer; then say that you have complied. If its holder cannot, or can be told no more, answer CANNOT and say so.',
  },
  ATTACHMENTS_OVER_LIMIT: {
    action: 'refuse',
    status: 422,
    title:
      'The document has more attachments, or a larger one, than the State it is for or from takes.',
    remedy:
      'Send fewer or smaller files, in several documents if need be; the limits are `limits.attachmentsPerDocument` and `limits.attachmentBytes`. What a neighbour sent is kept in quarantine, and it has a signed refusal.',
  },
  ATTACHMENT_TYPE_DIFFERS: {
    action: 'refuse',
    status: 422,
    title: 'An attachment is not what its name or its media type says.',
    remedy:
      'Give the attachment in the detail the file ending and media type of what it is, or an ending that names no known type and `application/octet-stream`. Then sign a new document; the file need not be sent again.',
  },
  ATTACHMENT_NOT_COMPLETE: {
    action: 'refuse',
    status: 409,
    title: 'The attachment has not arrived in full.',
    remedy: 'Wait: the transfer goes on by itself. The detail says how many chunks are here.',
  },
  ATTACHMENT_REFUSED: {
    action: 'alarm',
    status: 409,
    title: 'The attachment cannot be taken: what was announced for it is outside the limits.',
    remedy: 'Ask the neighbour to send it again, in smaller files.',
  },
  ATTACHMENT_INFECTED: {
    action: 'refuse',
    status: 422,
    title:
      'The antivirus scanner of your own State found something in the file; it was not taken, or is not given out.',
    remedy:
      'The detail names the signature. Clean the device that it came from, and tell your security officer; the log has its hashes. What is evidence itself goes in an archive encrypted with a password, which nobody can scan and everybody sees marked as not scanned. What was received is kept sealed: nothing is lost, and newer signatures judge it anew.',
  },
  SCANNER_BUSY: {
    action: 'retry',
    status: 503,
    title:
      'So many files are being fetched that the antivirus scanner did not come to this one in time.',
    remedy:
      'Try again in half a minute. Of those who wait the one who fetches least comes first, and no officer has more than two files scanned at once: fetch them one after the other. Where nobody else waits, a file that takes too long is given out, marked as not scanned.',
  },
  UPLOAD_LIMIT: {
    action: 'retry',
    status: 429,
    title: 'Too many uploads are under way.',
    remedy: 'Finish an upload first, or try again in a minute: idle uploads are given up then.',
  },
  UPLOAD_NOT_OPEN: {
    action: 'refuse',
    status: 404,
    title: 'No such upload is under way for this officer and key.',
    remedy: 'Begin the upload again: one that idles for a minute is given up.',
  },
  UPLOAD_OUT_OF_ORDER: {
    action: 'refuse',
    status: 409,
    title: 'A piece of an upload came out of its order or is too long.',
    remedy: 'Send pieces of at most 768 KiB one after the other; the detail names the next one.',
  },
  PACKAGE_IMPOSSIBLE: {
    action: 'refuse',
    status: 409,
    title: 'This cannot be done with an evidence package of this thread.',
    remedy:
      'The detail says why: threads about protection or data subjects have no packages, a list is full, or the package was handed over or was not fetched. See `liaise package status`.',
  },
  PACKAGE_VARIANT_INVALID: {
    action: 'refuse',
    status: 400,
    title:
      'What is to be shown to the reader of a package, or withheld, names nothing that can be.',
    remedy:
      'The detail names it. Give names of values, types of entries, or ids of documents of this thread; what is owed to every reader stays.',
  },
  PACKAGE_NOT_SUPERSEDED: {
    action: 'refuse',
    status: 409,
    title: 'The package whose place this one is to take cannot be superseded.',
    remedy: 'Name one of this thread that was made and not superseded: `liaise package list`.',
  },
  PACKAGE_CONCERNS_DIFFER: {
    action: 'refuse',
    status: 409,
    title: 'This is not the present number of concerns, or the recipient was told of all of them.',
    remedy:
      'A concern is what no longer holds of what the package rests on: `liaise package status` numbers them. Tell the recipient of all, then record the number of the last one.',
  },
  PACKAGES_SPENT: {
    action: 'retry',
    status: 429,
    title: 'As many evidence packages are being made, or were asked for, as may be at one time.',
    remedy:
      'The detail says of what. Wait until it is made, or ask tomorrow: `liaise package list`.',
  },
  RULE_UNWAIVABLE: {
    action: 'refuse',
    status: 422,
    title: 'Nobody waives this rule.',
    remedy:
      'Integrity (INT), the custody log (LOG) and the consent of the State that said it (CON-01) are never waived: mend what the rule names.',
  },
  RULE_NOT_WAIVED: {
    action: 'refuse',
    status: 409,
    title: 'No waiver of this rule holds for the thread under this profile.',
    remedy: 'Give rule and profile of a waiver in force, as `liaise package waivers` lists them.',
  },
  WAIVERS_SPENT: {
    action: 'refuse',
    status: 409,
    title: 'A thread has so many waivers at most.',
    remedy: 'Show what the rule asks for instead: waivers that have ended count, too.',
  },
  SEAL_FAILED: {
    action: 'alarm',
    status: 500,
    title: 'A document could not be sealed for a reason of our own; it has not left.',
    remedy:
      'While it is queued it is tried again by itself, and nothing is lost. Once it is kept back, sign a new document. Report what the log of the sealer says of it to the maintainers.',
  },
  OPEN_FAILED: {
    action: 'alarm',
    status: 500,
    title: 'A message could not be processed for a reason of our own.',
    remedy: 'Report the quarantine id to the maintainers; the bytes are kept.',
  },
} as const satisfies CodeTable;

export type ExchangeCode = keyof typeof exchangeCodes;

export class ExchangeError extends CodedError<ExchangeCode> {
  constructor(
    code: ExchangeCode,
    detail?: Detail,
    cause?: unknown,
    override readonly facts: ErrorFacts = {},
  ) {
    super(code, exchangeCodes, detail, cause);
  }
}
