export const people = {
  'joined.parts': '{one}; {other}',
  'joined.and': '{one} and {other}',
  'joined.or': '{one} or {other}',

  'plainText.textOption':
    'the text itself, in place of a file; other users of this machine can see it while the command runs',
  'plainText.input': '- reads the input; left out, it is asked for',
  'plainText.isOption':
    '{value} reads like an option: write the text after --text, or such a text in a file',
  'plainText.fileOrText': 'give either a file or --text',
  'plainText.inputTwice': 'the input gives either the text or the passphrase, not both',
  'plainText.question': 'Text, ended by a line with a full stop alone:\n',
  'plainText.notEnded': 'The text was not ended by a line with a full stop alone.',
  'plainText.tooLong': 'more than {mostLines} lines: write a file',
  'plainText.textNeeded':
    'give a text: a file, - for the input, or --text where the command has it',
  'peopleAsking.profileOption':
    'whose login: a name, or a folder for its file; also LIAISE_PROFILE',
  'peopleAsking.keyOption': 'sign with this private key',
  'peopleAsking.passphraseFileOption': 'file whose first line is the passphrase; - reads the input',
  'peopleAsking.gpgOption': 'sign with a key of gpg, on a card or not',
  'peopleAsking.detachedOption': 'sign elsewhere: writes the bytes, later takes the signature',
  'peopleAsking.certificateOption': 'with --detached: the public part of the key',
  'peopleAsking.allowedHttpsHostPort': 'allowed: https://HOST:PORT',
  'peopleAsking.nobodyLoggedYetUrl': 'nobody has logged in here yet: --url and --ca are needed',
  'peopleAsking.purposeOption': 'why you read, logged before anything is shown: {deskPurposes}',
  'threadPurpose.option':
    'why you read, logged before anything is shown: {deskPurposes}; else as the request states, if it was shown or sent here',
  'peopleAsking.purposeOptionWhyYouRead':
    'why you read, logged before anything is shown: {subjectPurposes}',
  'peopleAsking.typeYes': '{what} Type {word}: ',
  'peopleAsking.nobodyAskedYesSays': 'nobody can be asked here; --yes says it beforehand',

  'drafts.notFileGoAlong':
    '{path}: not the file that was to go along; name what goes along with --attach',
  'drafts.textMoreBytes': 'the text has more than {bytes} bytes',
  'drafts.moreFiles': 'more than {files} files',
  'drafts.draftsKept': '{drafts} drafts are kept',
  'drafts.draft': 'draft {id}',

  'entriesCeremony.stateNoAddressNeighbours':
    'this State has no address for neighbours: give --address HOST:PORT, or --connect',
  'entriesCeremony.noDirectory': '{dir}: no directory',
  'entriesCeremony.neitherFile': 'neither file is of {state}',
  'entriesCeremony.dirInstallation': '--dir: an installation of {state}',
  'entriesCeremony.acceptInviteAnew': '{linkId}: accept or invite anew',

  'grants.stateOption': 'this State; standard: that of the profile',
  'grants.outOption': 'new file for the entry and its first signature',
  'grants.cosignOption': 'read, show and sign what another has started; repeat for more',
  'grants.submitOption':
    'hand the signed entry to the gateway, no session needed; after --cosign without a file',
  'grants.urlOption': 'with --submit: address of the gateway; standard: that of the profile',
  'grants.caOption': 'with --submit: the one authority its certificate may come from',
  'grants.yesOption':
    'sign what is shown without asking; with --cosign one entry only, and without --submit',
  'grants.stateDir': '--state {state}, but --dir is of {installed}',
  'grants.nobodyLoggedYetState': 'nobody has logged in here yet: --state is needed',
  'grants.youSignEntry': 'You sign this {kind} entry of {state} ({issuedAt}):',
  'grants.nextCosignWhoeverElse':
    'Next: --cosign {file} by whoever else must sign, then --submit {file} by anybody.',
  'grants.keySignedAlreadyAnother':
    '{file}: this key has signed it already; another person must, or, signed by all, --submit {file}',
  'grants.submitWhichFile': 'name the file: --submit FILE, or --cosign FILE --submit',
  'grants.submitAfterCosign':
    'to sign and then hand in, name the file once: --cosign FILE --submit (not --submit {submit})',
  'grants.oneEntryDetached': 'with --detached: one entry at a time',
  'grants.signOne': 'Sign {subject} ({file})?',
  'grants.signOneOf': 'Sign {number} of {count}: {subject} ({file})?',
  'grants.yesForOne':
    '--yes signs one entry and hands in none: leave out --yes and answer each question, or --cosign FILE --yes for each, then --submit FILE',
  'grants.entrySignAnotherOne': 'the entry to sign is another one: remove it first',
  'grants.outNewFileEntry': '--out is needed: new file for the entry',
  'grants.signCosignDetached': 'Sign it with --cosign {out} --detached {detached}',
  'grants.holds': '{file}: holds {kind}',
  'grants.entryYouHand': '{file}: this entry is of {state}, you hand it to {otherState} ({origin})',
  'grants.acceptedVersionHead': 'Accepted as version {version} of {chain}, head {head}',
  'grants.signatures':
    '{count, plural, one{{file}: {count} signature} other{{file}: {count} signatures}}',

  'heard.allowedTwelveWordsHeard': 'Allowed: the twelve words, as heard, with spaces between.',
  'heard.twelveWordsBothSides':
    'Twelve words with {peer}; both sides must read the same, by voice:',
  'heard.word': 'word {places}',
  'heard.nobodyAskedWordsGive':
    'nobody can be asked for the words here; give all twelve as heard: --heard "word word ..."',
  'heard.typeMissingWordsNeighbour':
    'Type the missing words as the neighbour reads them, not from a file or a mail.',
  'heard.askForWord': 'Word {place}: ',
  'heard.wordNotTyped': 'word {place} was not typed',

  'gpg.gpg': 'gpg: {why}',
  'gpg.noAnswerUsefulLength': 'no answer of a useful length',
  'gpg.endedWith': 'ended with {code}',

  'ownKey.gpgKey': 'gpg key {gpg}',
  'ownKey.theKey': 'The key',
  'ownKey.notYourKey': '{name} is not your key: it is {fingerprint}{more}',
  'ownKey.theKeyOf': ', the key of {holder}',
  'ownKey.session': `
this session is of {officer} with {fingerprint}`,
  'ownKey.whose': `, the key of {holder}
the login is for {officer}`,

  'signer.exactBytesSignSign': 'The exact bytes to sign are in {file}. Sign them, for example with',
  'signer.gpgDetachSign': '  gpg -u {fingerprint} --detach-sign {file}',
  'signer.runSameCommandAgain': 'and run the same command again.',
  'signer.draftOpenedKeyGpg': 'a draft is opened with --key or --gpg, not with a key elsewhere',
  'signer.signatureBinaryGpgWithout':
    'the signature must be binary: gpg without --armor, sq with --binary',
  'signer.onlyOneKeyGpg': 'only one of --key, --gpg and --detached can be given',
  'signer.gpgFingerprintPrimaryKey': '--gpg: the fingerprint of the primary key',
  'signer.sayHowSignKey': 'say how to sign: --key, --gpg or --detached',
  'signer.detachedFileNameEnds': '--detached: a file name that ends in .sig',
  'signer.detachedNeedsCertificatePublic':
    '--detached needs --certificate, the public part of the key',

  'logProof.provenEntry': 'Proven: entry {index} of {size} in {origin}',
  'logProof.root': 'Root {root}',
  'logProof.noCosignatureAsked': 'No cosignature was asked for.',
  'logProof.cosignedBy': 'Cosigned by {cosigned}',
  'logProof.noCosignatureOf': 'no cosignature of {witness}',

  'attachmentSize.gatewayTakes': '{name}: {has}; this gateway takes {takes}',
  'attachmentSize.mebibytes': '{bytes} MiB',
  'attachmentSize.bytes': '{size} bytes',
  'attachmentSize.limitBytes': '{limit} bytes',

  'sendingAttachments.toBytes': '{file}: 1 to {attachmentBytes} bytes',
  'sendingAttachments.attachMostFiles': '--attach: at most {attachments} files',
  'sendingAttachments.notTaken': 'Not taken: {name}',
  'sendingAttachments.storedDifferently': '{name}: stored differently',
  'sendingAttachments.longerSigned': 'longer than signed',
  'sendingAttachments.notBytesSigned': 'not the bytes that were signed',
  'sendingAttachments.sending': 'Sending {name}: {percent} %',
  'sendingAttachments.reading': 'Reading {name}: {percent} %',
  'sendingAttachments.fetching': 'Fetching {name}: {percent} %',
  'sendingAttachments.scanned': '{name}: {scan}.',
  'sendingAttachments.flaw': '{file}: {flaw}',

  'sendingDuplicates.otherDeskLine': 'A duty desk may already work on this.',
  'sendingDuplicates.weAsk': 'we ask',
  'sendingDuplicates.theyAsk': 'they ask',
  'sendingDuplicates.same': 'same {by}',
  'sendingDuplicates.nobody': 'nobody',
  'sendingDuplicates.document': 'document number',
  'sendingDuplicates.plate': 'plate',
  'sendingDuplicates.phone': 'phone',
  'sendingDuplicates.vessel': 'vessel',
  'sendingDuplicates.person': 'name and date of birth',
  'sendingDuplicates.spent':
    'Nobody has looked for duplicates: your checks of this hour are used up{again}.',
  'sendingDuplicates.about': 'About the same, within {days} days:',
  'sendingDuplicates.threadYourAuthority': 'thread {thread} of your authority',
  'sendingDuplicates.aboutSameThreadYour': 'About the same: thread {thread} of your authority.',
  'sendingDuplicates.anotherDeskAskedAbout':
    'Another desk asked about what you work on, last at {askedAbout}.',
  'sendingDuplicates.anotherDesk': 'ANOTHER DESK?',
  'sendingDuplicates.duplicate': 'DUPLICATE?',

  'editor.editNotStart': '--edit: {program} does not start: {message}',
  'editor.destroyYourself': 'Destroy {parent} yourself: {error}',
  'editor.editEnded': '--edit: ended by {reason}',
  'editor.endedWith': '{program} ended with {code}',
  'editor.editSetVisualEditor': '--edit: set VISUAL or EDITOR, as EDITOR=nano',
  'editor.shortenMoreBytes': 'Shorten it: it has more than {bytes} bytes.',
  'editor.moreBytes': 'more than {bytes} bytes',

  'enclosing.noConsent': '{item} is no consent of {thread}',

  'follow.signedQueuedWaitingReceipt':
    'Signed and queued; waiting for the receipt of {state}: {since} s ',
  'follow.gatewayGivesNoProof': 'the gateway gives no proof',
  'follow.directoryStateNotKnown': 'the directory of that State is not known',

  'submit.youSign': 'You sign this {kind} with {signer}:',
  'submit.fromOf': '    from {officer}, {authority} of {state}',
  'submit.aloneRead': '    to {authority} of {state}, who alone can read it with {recipientKeys}',
  'submit.purposeHandlingEvaluation': '    purpose {purpose}, handling {handling}, evaluation ',
  'submit.keptMonths': '{source}{information}, kept {retentionMonths} months',
  'submit.attachmentBytesSha256': '    attachment {name}, {size} bytes, sha256 {sha256}',
  'submit.signSend': 'Sign and send this?',

  'session.sessionNotLogged': 'the session is not of who logged in',
  'session.otherState':
    'this login names the State {state}; the gateway at this address is of another',
  'session.otherOrigin': 'this login names the address {origin}; the gateway has another',
  'session.moved': 'you are at {authority} by now, not at {profileAuthority}: log in anew',
  'session.sessionEndedYourKey': 'The session had ended; your key opened a new one.',

  'threads.noStopWordWaits': 'no stop-word waits for your State here',
  'threads.noRecallWaitsYour': 'no recall waits for your answer here',
  'threads.oneRecall': 'which one? --recall {first}',

  'moments.allowed': 'allowed: 2026-03-01 or 2026-03-01T08:00Z, UTC',
  'moments.ended':
    '--to must not be earlier than --from, which is now by standard; without --to, the standard end must lie ahead',
} as const;
