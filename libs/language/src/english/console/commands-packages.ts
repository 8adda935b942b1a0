export const commandsPackages = {
  'certificate.certificateDescription':
    "Give the finished custodian's certificate of a package, for the record.",
  'certificate.certificateFileOption': 'the sealed document that `liaise certify` wrote',
  'certificate.certificateHelp': `Another service opens it. It is on record once it is found to be a certificate of that package, under a seal that holds:
\`liaise package show\` says so, or why not. A later one takes its place, and both stay.`,

  'packagesCertify.giveKeyDeviceModule':
    'give --key, or --device with --module and --pin-file, or --signer',
  'packagesCertify.certifyDescription':
    "Certify a package as its custodian, under the authority's X.509 seal: PDF/A-3.",
  'packagesCertify.certifyFileArgument': 'the package',
  'packagesCertify.certifyRootsOption': 'roots that you were told by another way than the package',
  'packagesCertify.certifyNameOption': 'name of the custodian who will testify',
  'packagesCertify.certifyOfficeOption': 'office of the custodian',
  'packagesCertify.certifyChainOption': 'X.509 certificate of the seal, then its issuers (PEM)',
  'packagesCertify.certifyOutOption': 'new file; the machine form goes beside it, as .json',
  'packagesCertify.certifyKeyOption': 'private key of the seal (PEM, mode 600)',
  'packagesCertify.certifyDeviceOption':
    'or the key in a device, by its PKCS#11 name: pkcs11:token=...;object=...;type=private',
  'packagesCertify.certifyModuleOption': 'library of that device',
  'packagesCertify.certifyPinFileOption': 'PIN of that device, alone in a file (mode 600)',
  'packagesCertify.certifySignerOption':
    'or a program that signs a hash by a key elsewhere: proto/certificate.md, section 5',
  'packagesCertify.languageOption': 'language of the text',
  'packagesCertify.certifyProfileOption': 'of the program, or a file with FILE.sig beside it',
  'packagesCertify.certifyNotConclusoryOption':
    'you have read each statement, and none is a bare conclusion: a rule of admissibility asks for it',
  'packagesCertify.certifyHelp': `The package must verify by your roots. The text is that of the profile. Until a lawyer has reviewed it, each page
says DRAFT.`,
  'packagesCertify.outEndsPdf': '--out ends in .pdf',
  'packagesCertify.readEveryPageBefore':
    'Read every page before you hand it on: you answer for what it says.',

  'handover.handedDescription': 'Record that a package was handed to a court or body outside.',
  'handover.handedToOption':
    'court or body that has received it; of an erased thread the name is not kept',
  'handover.handedAtOption': 'when, as 2026-11-29T10:00:00.000Z',
  'handover.handedWayOption':
    'how its SHA-512 was told; not the way by which the file went: {ways}',
  'handover.handedHelp':
    'It stays on record and keeps the case open for good: read number, court and time twice.',
  'handover.stayedDescription': 'Record that nobody outside has a package which was fetched.',
  'handover.stayedHelp':
    'It opens no case. Whoever fetches the package again ends what was said: say it anew, or record who has it.',
  'handover.toldDescription': 'Record that a recipient was told what became of a package.',
  'handover.toldHandedOption': 'the hand-over, as `status` shows it',
  'handover.toldConcernsOption':
    'number of the last concern in `status`: the recipient was told of all up to it',
  'handover.toldAtOption': 'when, as 2026-11-29T10:00:00.000Z',
  'handover.toldWayOption': 'how: {ways}',

  'packagePlace.exhibitArgument': 'its number, as `list` shows it',
  'packagePlace.inboxOption': 'of a request that came in; otherwise of one that we sent',

  'packagesPackage.packageDescription': 'Evidence packages of a thread, for a court.',
  'packagesPackage.packageHelp':
    'A central or judicial authority asks for one; another service makes it. Verify it with `liaise verify`.',
  'packagesPackage.description': 'Number, hashes, and what the verifier said of a package.',
  'packagesPackage.getDescription':
    'Fetch a package, or its certificate, and the report on it; what is fetched is compared with its hash.',
  'packagesPackage.getOutOption': 'new file to write',
  'packagesPackage.getCertificateOption':
    "the custodian's certificate on record, in place of the package",
  'packagesPackage.reportJsonReportRules': '{out}.report.json: the report of the rules on it',
  'packagesPackage.noCertificateRecord': '{exhibit} has no certificate on record',
  'packagesPackage.certificateOf': 'certificate {number} of {exhibit}',
  'packagesPackage.noPackageThread': '{exhibit} is no package of this thread',
  'packagesPackage.itemReasonSuchItem': 'It is ITEM=REASON, such as item.viewed=NOT_NEEDED.',
  'packagesPackage.variantHelp': `A package for a reader, such as a defendant or a court, opens as few values of entries as can be: role, purpose and time stand
there, never an officer's name unless you show \`officer\` or \`actor\`. A document that is shown names who signed it.
What you withhold is listed with reason and hash. Reasons: {givenReasons}.
Values: {valueNames}.
Entries: {withholdableTypes}.`,
  'packagesPackage.buildDescription':
    'Have the evidence package of a thread made; of an erased one with proofs and hashes alone.',
  'packagesPackage.buildSupersedesOption': 'number of the package whose place it takes',
  'packagesPackage.buildReasonOption': 'why it takes that place: {supersedeReasons}',
  'packagesPackage.buildForOption': 'its reader, by a label such as defence-1; no name',
  'packagesPackage.buildShowOption': 'value, or type of entries, to show that reader',
  'packagesPackage.buildWithholdOption':
    'value, type of entries, document or document/number to withhold',
  'packagesPackage.giveSupersedesReasonTogether': 'Give --supersedes and --reason together.',
  'packagesPackage.listDescription': 'The evidence packages of a thread, newest first.',
  'packagesPackage.noPackageAsked': 'No package was asked for.',
  'packagesPackage.statusDescription':
    'How far it is, who has it, what became of it, who must be told, what the rules say.',
  'packagesPackage.bytes': '{out}: {size} bytes',
  'packagesPackage.exists': '{file} exists',

  'provenance.provenanceDescription':
    'Tell the provenance of an evidence package as a graph in CASE 1.4.0, offline.',
  'provenance.provenanceFileArgument': 'the package',
  'provenance.provenanceOutOption': 'new file to write, in JSON-LD',
  'provenance.provenanceRootsOption': 'roots that you were told by another way than the package',
  'provenance.provenanceRootOption': 'root of a State, typed here; may be repeated',
  'provenance.provenanceAtOption': 'as of when, as 2026-11-29T12:00:00.000Z; without it: now',
  'provenance.provenanceHelp':
    'The package is verified first: of an invalid one nothing is written. The graph names nobody, and is compared with the shapes of CASE and UCO.',
  'provenance.of': '{rule} of {node}',
  'provenance.nodesCaseUcoWant':
    '{out}: {nodesCount, plural, one{1 node} other{{nodesCount} nodes}}, as CASE 1.4.0 and UCO 1.4.0 demand.',
  'provenance.aboutPackageSha': 'It is about the package with the SHA-512 {sha512}',
  'provenance.packageIncompleteLiaiseVerify':
    'The package is incomplete: `liaise verify` says what is missing.',

  'signProfile.signProfileDescription':
    "Sign a profile of rules by the State's key of packages, on its machine.",
  'signProfile.signProfileFileArgument':
    'the profile; its signature is written beside it, as FILE.sig',
  'signProfile.signProfileDirOption': 'folder of the installation',
  'signProfile.draft': 'DRAFT',
  'signProfile.signProfileHelp': `The signature says which rules the State applies to its packages. That they are the law, the person answers for whom the
profile names in "reviewedBy"; a profile without one stays a draft and approves nothing between real States. Sign it again
after the key was changed.`,
  'signProfile.sigProfileVersion': '{file}.sig: profile {id}, version {version}: {by}',

  'packagesVerify.verifyDescription': 'Check an evidence package: no network, no database.',
  'packagesVerify.verifyFileArgument': 'the package',
  'packagesVerify.verifyRootsOption': 'roots that you were told by another way than the package',
  'packagesVerify.verifyRootOption': 'root of a State, typed here; may be repeated',
  'packagesVerify.verifyAtOption': 'as of when, as 2026-11-29T12:00:00.000Z; without it: now',
  'packagesVerify.verifyProfileOption': 'judge by the rules of a profile too: untoc, or a file',
  'packagesVerify.verifyCertificateOption': "the custodian's certificate, for the rules about it",
  'packagesVerify.verifyLanguageOption': 'of the report: {languages}; without it: as LANG says',
  'packagesVerify.verifyHelp':
    'Exit codes of this command: 0 valid, 1 invalid, 2 incomplete or roots unknown, 3 wrong usage or an unreadable file.',

  'waivers.description': 'Waive a rule of admissibility for a thread: an entry of the custody log.',
  'waivers.more': 'Packages that are gathered later have it. INT, LOG and CON-01 are never waived.',
  'waivers.descriptionTakeBackWaiver': 'Take back the waiver of a rule.',
  'waivers.morePackagesGatheredBefore':
    'Packages that were gathered before are as they were: build another one.',
  'waivers.ruleOption': 'which one',
  'waivers.reasonOption': 'why',
  'waivers.rulesOption': 'profile of rules: untoc, or a file',
  'waivers.inboxOption': 'of a request that came in; otherwise of one that we sent',
  'waivers.waiversDescription': 'The waivers of a thread, newest first, those that have ended too.',
  'waivers.waiversInboxOption': 'of a request that came in; otherwise of one that we sent',
  'waivers.noRuleWaived': 'No rule was waived.',
} as const;
