export const commandsDirectory = {
  'officerName.nameDescription': 'Show a name of your own beside the id of an officer.',
  'officerName.officerArgument': 'id of the officer',
  'officerName.nameArgument': 'the name, in any script',
  'officerName.stateOption': "State of the officer (default: the profile's State)",
  'officerName.removeOption': 'show the id alone again',
  'officerName.nameHelp':
    'The name is kept on this machine, in your profile, as clear text: at most {mostNames} names. Neither the gateway nor a neighbour gets it, and it changes nothing in the log. It stands beside the id in lists, threads and timelines, never instead of it; a text that is signed and --json have ids alone. A name follows the id: it stays when the State gives the id to another person.',
  'officerName.nameOrRemove': 'give either a name or --remove',
  'officerName.removed': '{state}/{officer}: shown by its id alone',
  'officerName.looksLike':
    '{listed}: the name looks like that of another officer. Read the id, not the name.',
  'officerName.namesDescription': 'List the names that you gave officers, or take those of a file.',
  'officerName.fromOption': 'file of a colleague, written by `liaise officer names --json`',
  'officerName.yesOption': 'take the names without asking',
  'officerName.none': 'No officer has a name in this profile.',
  'officerName.was': '(was {name})',
  'officerName.take': 'Take these names of {from}?',
  'officerName.full': 'a profile keeps at most {mostNames} names: remove some',
  'officerName.unreadable': 'No names are shown, ids alone ({code}): {detail}',
  'nameFlaw.LONG': 'a name takes at most {columns} columns of the terminal',
  'nameFlaw.CHARACTER':
    "a name has letters, digits, spaces and . , ' ’ - · alone: nothing invisible, and nothing that turns the direction",
  'nameFlaw.LETTER': 'a name has a letter',
  'nameFlaw.ID': 'a name must not read like an id: it needs a capital, a space or another script',
  'nameFlaw.MARKS': 'a mark stands after its letter, at most four of them',
  'nameFlaw.ALPHABETS':
    'a word of a name has letters of one alphabet: Latin, Greek, Cyrillic, Armenian or Cherokee',

  'authorityKeys.keysDescription':
    'Give an authority the keys of a compartment that came later; the root signs.',
  'authorityKeys.keysDirOption': 'folder of the installation, which must run',
  'authorityKeys.which': 'which',
  'authorityKeys.help': `The keys are made into the folder of the installation, as the account that it runs as, and no key that is there is touched. Where the
root is not at that machine, sign elsewhere: --detached writes the entry, --cosign signs it there. Neighbours must have a version that
knows the compartment, otherwise they take no directory of yours any more. Afterwards back up the folder keys/ again.`,
  'authorityKeys.dirAuthorityNeeded': '--dir and --authority are needed',
  'authorityKeys.noAuthority': '{authority}: no authority of {state}',
  'authorityKeys.keyEveryCompartment': '{authority} has a key for every compartment',

  'authorityRecords.importDescription':
    'Compare records as of the UN directory with what is signed, and draft what changes.',
  'authorityRecords.importFileArgument': 'records: .json or .csv, UTF-8, of one State or several',
  'authorityRecords.importDraftsOption': 'new folder for the entries that two registrars then sign',
  'authorityRecords.exportDescription':
    'Write what registrars of this State have signed as records of the UN directory.',
  'authorityRecords.exportOutOption': 'new file: .json or .csv',
  'authorityRecords.importHelp': `Nothing is changed by it: a draft counts once two registrars have signed it (describe --cosign) and it was submitted
(describe --submit), within {signingDays} days. Records of another State are compared with what that State signed and shown as
unverified; they are not kept: only a State's own registrars say what its authorities are.
When a record is wrong, everything that is wrong is listed by file and line, and no draft is written.

A .json file is a list of records, each with all of these members; a .csv file names them in its first line:
  {recordMembers},
  {joinRecordMembers}
  ['{"state": "XA", "authority": "border-police", "name": "Border Police", "bodies": ["SPOC"],
    "functions": ["SMUGGLING_OF_MIGRANTS_BY_SEA"], "competences": ["INFORMATION"], "languages": ["hr", "en"],
    "roundTheClock": true, "phone": "+385 1 234567", "email": "duty@border.example", "requirements": "",
    "untocAsLegalBasis": true, "interpolChannelAccepted": true, "lawLinks": []}']
In a cell, codes and links are separated by spaces, and true or false is written yes or no. Cells are separated by commas, semicolons
or tabs.
At most {files} files of {bytes} MiB, {records} records in all.
bodies: {authorityBodies}
functions: {authorityFunctions}
competences, none when it does not say: {threadTypes}

What can be wrong:
{object}`,
  'authorityRecords.mostFiles': 'at most {files} files',
  'authorityRecords.noRecordNothingCompared': 'There is no record in it: nothing was compared.',
  'authorityRecords.noRecordStateNothing':
    'There is no record of this State in it: nothing to sign.',
  'authorityRecords.signedDirectoryStateSays':
    'The signed directory of this State says all of it: nothing to sign.',
  'authorityRecords.nothingWrittenDraftsDrafts':
    'Nothing was written. For drafts of the {count}: --drafts FOLDER',
  'authorityRecords.nextWithinDaysDraft':
    'Next, within {signingDays} days and for each draft: liaise authority describe --cosign FILE by two registrars of the authority, then --submit FILE.',
  'authorityRecords.neitherJsonNorCsv': '{file}: neither .json nor .csv',
  'authorityRecords.mostRecords': '{file}: at most {records} records in all',
  'authorityRecords.inAll': '{flawsCount} in all',
  'authorityRecords.unverifiedNotKeptNot': 'unverified, not kept: {state} has not signed it here',
  'authorityRecords.asHasSignedIt': 'as {state} has signed it',
  'authorityRecords.outNeitherJsonNorCsv': '{out}: neither .json nor .csv',
  'authorityRecords.written': '{out}: {count, plural, one{1 record} other{{count} records}}',
  'authorityRecords.new': 'new',
  'authorityRecords.changed': 'changed',
  'authorityRecords.same': 'same',

  'authority.authorityDescription': 'To whom a request can go, and what each says of itself.',
  'authority.listDescription': 'Authorities of all States known here.',
  'authority.own': 'own',
  'authority.noLink': 'none',
  'authority.linked': 'yes',
  'authority.bodies': 'is',
  'authority.nationalContactPoint': 'national contact point',
  'authority.dutyDayNight': 'on duty day and night',
  'authority.takesUntocLegalBasis': 'takes UNTOC as the legal basis',
  'authority.takesRequestsThroughInterpol': 'takes requests through INTERPOL',
  'authority.namedFor': 'named for',
  'authority.competences': 'answers',
  'authority.languages': 'languages',
  'authority.also': 'also',
  'authority.reachedBy': 'reached by',
  'authority.asksFor': 'asks for: {requirements}',
  'authority.law': 'law',
  'authority.describeDescription':
    'Say what neighbours must know of an authority: two of its registrars sign.',
  'authority.which': 'which',
  'authority.describeFileOption': 'JSON with all members of the example below',
  'authority.help': `The file has the members that States give to the UN directory of competent national authorities:
  '{"bodies": ["SPOC"], "functions": ["SMUGGLING_OF_MIGRANTS_BY_SEA"], "competences": ["INFORMATION", "VESSEL"],
   "languages": ["hr", "en"], "roundTheClock": true, "phone": "+385 1 234567", "email": "duty@border.example",
   "requirements": "", "untocAsLegalBasis": true, "interpolChannelAccepted": true, "lawLinks": []}'
bodies: {authorityBodies}
functions: {authorityFunctions}
competences, none when it does not say: {threadTypes}`,
  'authority.authorityFileNeeded': '--authority and --file are needed',

  'contactPoint.contactPointDescription':
    'Name the national contact point with the root key: it gets a copy of what is asked, answered and told.',
  'contactPoint.which': 'which',
  'contactPoint.contactPointFromOption': 'standard: now',
  'contactPoint.contactPointToOption': 'standard: ten years later',
  'contactPoint.help': `There is one at a time: the newest entry that has begun holds. Requests between other authorities are copied to it, at both States;
so are answers, clarifications, information, forwards and corrections. What names one of the three exceptions of Directive (EU)
2023/977 art. 4(2) is not, and what answers it is not, either.`,
  'contactPoint.authorityNeeded': '--authority is needed',

  'dutyRoster.rosterDescription':
    'Say who is on duty when, by a registrar of the authority; without --file, show it.',
  'dutyRoster.which': 'which',
  'dutyRoster.rosterFileOption': 'JSON with all members of the example below',
  'dutyRoster.help': `A file; times are UTC, and whoever follows is on duty at the moment at which the one before goes:
  '{"contact": "Duty room, +385 1 234567",
   "periods": [{'"from": "{exampleDay}T17:00:00.000Z", "to": "{exampleDayExampleDay}T06:00:00.000Z", "officers": ["b.horvat", "c.maric"]'}]}'
A risk to life that nobody has in hand goes to those on duty, the first first; where the roster names nobody, to every duty
officer of the authority. A new roster takes the place of the one before. Who may read a thread is another roster:
"liaise request roster", "liaise inbox roster".`,
  'dutyRoster.authorityFileNeeded': '--authority and --file are needed',
  'dutyRoster.authorityNeeded': '--authority is needed',
  'dutyRoster.nobodyDuty': 'Nobody is on duty from {from} to {to}.',
  'dutyRoster.noRegistrarSaidDuty': 'No registrar has said who is on duty.',

  'officer.officerDescription':
    'Who may act for an authority; entries are signed on the registrar’s machine.',
  'officer.listDescription': 'Officers of this State, as the directory says.',
  'officer.addDescription':
    'Grant an officer rights: one registrar starts, a second signs too, anybody submits.',
  'officer.addOfficerOption':
    'whom, and for which authority; repeat, each with its --cert, for several persons of the same roles',
  'officer.addCertOption': 'certificate of the officer’s own key',
  'officer.addRoleOption': 'may be given several times: {roles}',
  'officer.addFromOption': 'start of the mandate; standard: now',
  'officer.addToOption': 'end of the mandate; standard: a year later',
  'officer.addTokenOutOption':
    'new file for the one-time token to hand to the officer; standard: OFFICER.token',
  'officer.addOutHelp':
    'Without --out and --token-out the files are OFFICER.json and OFFICER.token, here, for each person.',
  'officer.tokenIn': 'One-time token, to hand to {officer} alone: {file}',
  'officer.certificateNames': 'certificate {fingerprint} claims the name {names}',
  'officer.certificateOfAnother':
    '{cert}: the certificate names {names}, not {officer}; give each --cert in the order of its --officer',
  'officer.newGrantNeedsOfficer':
    'a new grant needs --role, and --officer and --cert for each person',
  'officer.severalNamed':
    'several persons: each once, and without --out and --token-out (files OFFICER.json, OFFICER.token)',
  'officer.suspendDescription':
    'Stop an officer at once: one registrar of the authority is enough.',
  'officer.suspendOfficerArgument': 'whom; not needed with --submit',
  'officer.nameOfficerSuspend': 'name the officer to suspend',
  'officer.suspendedFrom': 'SUSPENDED from {suspendedFrom}',
  'officer.notEnrolledYet': 'not enrolled yet',

  'directoryPosting.postDescription':
    'Say where an officer is posted: rights end with the posting.',
  'directoryPosting.postOfficerOption': 'whom, of which authority',
  'directoryPosting.postHostOption': 'the host State, to whose authorities the officer is posted',
  'directoryPosting.postSendingOption': 'the State that sends; standard: this one',
  'directoryPosting.postPostOption': 'name of the post',
  'directoryPosting.postStandInForOption':
    'stands in there for another, whose name every document then shows',
  'directoryPosting.postFromOption': 'standard: now; it must be handed in within an hour after it',
  'directoryPosting.postToOption': 'not later than the mandate',
  'directoryPosting.postEndOption': 'end it now, before its time: one registrar is enough',
  'directoryPosting.postingNeedsOfficerHost':
    'a posting needs --officer, --host, --post, and --to or --end',
  'directoryPosting.beginsNoEarlier': 'a posting begins no earlier than now: leave --from out',

  'registrar.registrarDescription':
    'Who may say who is an officer; the root of the State signs it, offline.',
  'registrar.addDescription':
    'Certify a registrar with the root key, on the machine that holds it.',
  'registrar.whom': 'whom',
  'registrar.addCertOption': 'certificate of the registrar’s own key',
  'registrar.addAuthorityOption': 'for which authority; may be given several times',
  'registrar.addFromOption': 'standard: now',
  'registrar.addToOption': 'standard and latest: {longestDays} days later',
  'registrar.listDescription': 'Registrars, as the directory says.',
  'registrar.for': 'for {authorities}',
  'registrar.key': 'key {fingerprint}',
  'registrar.newRegistrarNeedsRegistrar':
    'a new registrar needs --registrar, --cert and --authority',
  'registrar.mostDaysAfter': '--to: at most {longestDays} days after --from',
} as const;
