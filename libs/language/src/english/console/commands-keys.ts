export const commandsKeys = {
  'extend.extendDescription':
    'Certify the keys, authorities and registrars of a State again, with a new end; the root signs.',
  'extend.extendDirOption': 'folder of the installation, which must run; not needed with --cosign',
  'extend.extendRegistrarOption':
    'certify this registrar again though his time has passed; may be given several times',
  'extend.extendOutOption': 'new file for what the root is to sign',
  'extend.extendCosignOption': 'on the machine that has the root: check, show and sign the file',
  'extend.extendSubmitOption': 'hand the signed file to the running State (with --dir)',
  'extend.extendYesOption': 'sign without asking',
  'extend.help': `The second is done where the root key is, offline; extend.json goes there and back and holds nothing secret. It is refused there when
it asks for anything but what this root has signed before, with a new end. Sign within 7 days, and certify nothing else meanwhile.
Keys and authorities get two years, registrars twelve months, the contact point ten years, from today. No key is made and none
changes, services go on running, neighbours learn it by the directory. Late is not too late: what waits leaves then.
A registrar whose time has passed is certified again only with --registrar. What was ended by a signed entry is never brought back,
and mandates of officers are granted by registrars: liaise officer add. TLS certificates: liaise key renew.
With --key and --dir on one machine the first two are one command.`,
  'extend.dirFolderInstallation': '--dir: folder of the installation',
  'extend.outNewFileWhat': '--out: new file for what the root signs',
  'extend.nothingGetsLaterEnd': 'nothing gets a later end than it has',
  'extend.registrarEndedNotAmong':
    'Registrar {registrar} ended {ended} and is not among them; to certify him again: --registrar {registrar}',
  'extend.fewerTwoRegistrarsNobody':
    'Fewer than two registrars for {lacking}: nobody can be granted anything there.',
  'extend.entriesRootSign':
    '{out}: {entriesCount, plural, one{1 entry} other{{entriesCount} entries}} for the root to sign',
  'extend.nextWhereRootKey':
    'Next, where the root key is: liaise key extend --cosign {out} --key root.key',
  'extend.registrarNoRegistrarName':
    '--registrar {name}: no registrar of this name, or ended by a signed entry: liaise registrar add',
  'extend.notCertifiedBefore': 'not certified before',
  'extend.wasUntil': 'was until {was}',
  'extend.endedComesBack': ': HAS ENDED, comes back',
  'extend.until': '    {entry}: until {to} ({before}{over})',
  'extend.key': '{purpose} key {fingerprint}',
  'extend.verifierKey': '{purpose} key {vkey}',
  'extend.eventKey': 'event key of {service} {publicKey}',
  'extend.authority': 'authority {authority} ({name}), {keys}',
  'extend.registrarFor': 'registrar {registrar} {fingerprint} for {authorities}',
  'extend.contactPoint': 'contact point {authority}',
  'extend.signedAlreadyNextSubmit': '{file}: signed already; next: --submit {file}',
  'extend.youSignEntriesCertifies':
    'You sign {entriesCount, plural, one{1 entry} other{{entriesCount} entries}} of {state} ({issuedAt}). Each certifies again what this root has signed before:',
  'extend.signThem': 'Sign them all?',
  'extend.entriesSigned':
    '{file}: {signedCount, plural, one{1 entry} other{{signedCount} entries}} signed',
  'extend.nextGatewayLiaiseKey':
    'Next, at the gateway: liaise key extend --submit {file} --dir FOLDER',
  'extend.notSignedYetNext': '{file}: not signed yet; next: --cosign {file}',
  'extend.acceptedEntriesDirectoryNow':
    'Accepted: {length, plural, one{1 entry} other{{length} entries}}; the directory has version {version} now, and neighbours are told',
  'extend.rootCertifiedSomethingSince':
    '{file}: the root has certified something since it was composed: begin again with --out',
  'extend.gatewayTakesNoMore': 'The gateway takes no more entries this minute: waiting.',

  'key.passphraseFileOption': 'file whose first line is the passphrase; - reads the input',
  'key.keyDescription':
    "Officers' keys, on the officer's own machine; and the certificates and subkeys of a gateway.",
  'key.fingerprint': 'Fingerprint: {fingerprint}',
  'key.privateKey': 'Private key: {keyFile}',
  'key.certificate': 'Certificate: {certificateFile}',
  'key.privateKeyNoPassphrase':
    'The private key has no passphrase; --passphrase-file gives it one.',
  'key.newDescription': 'Make an officer’s key (OpenPGP, Ed25519 and X25519, read by GnuPG 2.4).',
  'key.newOfficerOption': 'whose key it is',
  'key.newOutOption': 'file of the private key; the certificate goes to FILE.cert',
  'key.importDescription': 'Take over a private key made by gpg or sq, after checking it.',
  'key.importFileArgument': 'exported private key, armored or binary',
  'key.importOutOption': 'file of the private key; the certificate goes to FILE.cert',
  'key.exportDescription':
    'Write the certificate, armored, to standard output. Private keys never leave.',
  'key.exportFileArgument': 'the private key file, or the certificate itself',
  'key.exportCertificateOption': 'the public part; the only one there is',
  'key.onlyCertificateExported': 'only --certificate can be exported',
  'key.renewDescription':
    'Issue all TLS certificates of a gateway anew, for the same names, before they end.',
  'key.renewDirOption': 'folder of the installation',
  'key.renewPeopleOption': "persons' folder, with the keys of the two authorities",
  'key.renewHelp':
    'Services read certificates when they start: end `liaise up` and start it again afterwards.',
  'key.endLiaiseUpStart': 'End `liaise up` and start it again: the services read them then.',

  'rotate.rotateDescription':
    'Give every key that messages are sealed to a new encryption subkey now.',
  'rotate.rotateDirOption': 'folder of the installation, which must run',
  'rotate.new': 'new',
  'rotate.told': 'told',
  'rotate.destroyed': 'destroyed',
  'rotate.waits': 'waits',
  'rotate.failed': 'failed',
  'rotate.rotateHelp': `A running State does this by itself every 30 days. Officers and neighbours need do nothing: the keys keep their names, and
the directory tells neighbours of the new subkeys. What was sealed to an old one still opens until that one is destroyed: once
all neighbours have been in touch and nothing unopened has been addressed to it for retention.horizonDays (30), and 60 days
later than that in any case. A key gets one new subkey in 24 hours at most. Afterwards back up the folder keys/ again.`,
  'rotate.until': 'until {until}',
  'rotate.notBefore': 'not before {until}',

  'sessionsLogin.loginDescription': 'Open a session by signing a login with your own key.',
  'sessionsLogin.loginUrlOption': 'address of the gateway, https://HOST:PORT',
  'sessionsLogin.loginCaOption': 'the one authority its certificate may come from',
  'sessionsLogin.loginStateOption': 'State of the gateway',
  'sessionsLogin.loginOfficerOption': 'whose login it is',
  'sessionsLogin.loginRootOption':
    'of the State’s root, from a registrar: all signatures rest on it',
  'sessionsLogin.loginEnrolOption': 'first login: file of the one-time token from the registrar',
  'sessionsLogin.loginRenewOption':
    'open a new session by itself when this one has ended: the standard',
  'sessionsLogin.loginNoRenewOption':
    'let a session that has ended stay ended, until the next login',
  'sessionsLogin.help': `Url, authority, root, state, officer and key are remembered after the first login. The root is public; it must reach you
by another way than through this gateway, because it is what the gateway's words are checked against.
A session that has ended is opened anew by the next command, with the remembered key; after \`logout\`, or with --detached, log in again.
With a key that needs no passphrase, or a remembered file of it, that holds for whoever sits at this terminal: --no-renew, remembered until
--renew, lets the session end without use.`,
  'sessionsLogin.logoutDescription': 'End the session, here and at the gateway.',
  'sessionsLogin.whoamiDescription': 'Show whose session it is and until when.',
  'sessionsLogin.firstLoginNeedsState': 'the first login needs --state and --officer',
  'sessionsLogin.rootProfileKnowsAnother':
    '--root: this profile knows another root; use another --profile',
  'sessionsLogin.enrolledKey': 'Enrolled: {fingerprint} is {officer}’s key.',
  'sessionsLogin.keyEnrolledBeforeNo': 'This key was enrolled before; no token was used.',
  'sessionsLogin.of': '{officer}, {authority} of {state}: {roles}',
  'sessionsLogin.sessionUntilWithoutUse':
    'Session until {expiresAt}; without use it ends at {idleUntil}.',
  'sessionsLogin.sessionEnded': 'The session has ended.',
} as const;
