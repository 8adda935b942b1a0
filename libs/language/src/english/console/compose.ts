export const compose = {
  'composeBroadcast.mostAuthorities': 'at most {members} authorities',
  'composeBroadcast.namedTwice': '{twice} is named twice',
  'composeBroadcast.proportionalityWhyProportionateAsk':
    '--proportionality: why is it proportionate to ask all of them?',

  'document.noConfirmedLink': '{to}: no confirmed link',
  'document.noKey': '{to}: no key for {compartment}',
  'document.notDocumentThread': '{answers} is not a document of the thread',
  'document.nothingOpensThread': 'nothing opens the thread',
  'document.documentSignDiffersWhat':
    'the document to sign differs from what this command says: remove it and start again',

  'composeDraft.purposeMissing':
    'purpose: not given; the file names it, for a form --purpose does; allowed: {purposes}',
  'composeDraft.expectedObject': 'expected an object',
  'composeDraft.kindExpected': '{file}: kind: expected {kind}',
  'examples.whereLists':
    'What each member may hold is listed in proto/documents.md and proto/kinds.',
  'examples.copiedToo': `The national contact points of both States get a copy. "copyException": '{"exception", "reason"}' in the body keeps it from
them, by one of the three exceptions of Directive (EU) 2023/977 {article}, and a supervisor sees that it did:
{exceptions}.`,

  'entriesCeremony.directoryMostEntries': 'directory: at most {mostEntries} entries',
  'entriesCeremony.directoryNotOneCard': '{file}: the directory is not the one the card names',

  'entriesExtension.notSign': '{file}: {why}: do not sign it',
  'entriesExtension.holdsEntryRootNot': 'it holds an entry that this root has not signed',
  'entriesExtension.nothingSign': 'nothing to sign',
  'entriesExtension.composedMoreDaysMachines':
    "it was composed at {issuedAt}, more than 7 days from this machine's clock",
  'entriesExtension.asksMoreOtherSame':
    'it asks for more, or other, than the same keys with a new end',

  'grant.mostSignatures': '{file}: at most {mostSigners} signatures',

  'formsAsking.byItsId': 'by its id',
  'formsAsking.byTheirIds': 'by their ids, with commas',
  'formsAsking.severalWords': 'several with commas',
  'formsAsking.noMore': '; empty: no more',
  'formsAsking.whomStateAuthority': 'To whom, as STATE/authority',
  'formsAsking.question': '{label} ({types}); empty: no more: ',
  'formsAsking.ask': '{asked}: ',
  'formsAsking.mayBeEmpty': '; may be empty',
  'formsAsking.formNotFilled': 'the form was not filled in',
  'formsAsking.emptyLineEnds': '; an empty line ends it',
  'formsAsking.notFilled': '{path} was not filled in',

  'yesNo.yes': 'yes',
  'yesNo.no': 'no',

  'filling.allowedMemberValueSuch': 'allowed: MEMBER=VALUE, such as details.place=PLACE',
  'filling.jsonNeededMembersOne': '{path}: JSON is needed here, or its members one by one',
  'filling.nextNumberList': '{name}: the next number in this list is {listCount}',
  'filling.textNoText': '--text: a {kind} has no text',
  'filling.expectedObject': 'expected an object',
  'filling.kindExpected': '{file}: kind: expected {kind}',

  'flaws.unknownMember': 'unknown member {name}',
  'flaws.nearest': 'nearest: {near}; ',
  'flaws.allowed': '{said}; {near}allowed: {allowed}',
  'flaws.allowedWords': '{near}allowed: {words}',
  'flaws.string': 'a text in quotation marks',
  'flaws.number': 'a number',
  'flaws.integer': 'a whole number',
  'flaws.boolean': 'yes or no (in JSON true or false)',
  'flaws.array': 'a list in [ ]',
  'flaws.object': "members in '{ }'",
  'flaws.date': 'a day such as 2026-03-14',
  'flaws.timeUtc': 'a time in UTC such as 2026-03-14T12:00:00.000Z',
  'flaws.stateCode': 'two capital letters, such as XB',
  'flaws.languageCode': 'a language of two or three small letters, such as en',
  'flaws.authorityId': '2 to 32 small letters, digits or dashes, such as coast-guard',
  'flaws.documentId': 'the id of a document, as `show` has it',
  'flaws.notEmpty': 'must not be empty',
  'flaws.atLeastCharacters': 'must have at least {limit} characters',
  'flaws.atLeastItems': 'must have at least {limit} items',
  'flaws.mustBeEmptyHere': 'must be empty here',
  'flaws.atMostCharacters':
    'must have at most {limit, plural, one{1 character} other{{limit} characters}}',
  'flaws.atMostItems': 'must have at most {limit, plural, one{1 item} other{{limit} items}}',
  'flaws.const': 'must be {params}',
  'flaws.type': 'must be {types}',
  'flaws.anotherForm': 'of another form',
  'flaws.format': 'must be {formats}',
  'flaws.ofTheForm': 'of the form {params}',
  'flaws.pattern': 'must be {patterns}',
  'flaws.mustBeAtLeast': 'must be at least {limit}',
  'flaws.mustBeAtMost': 'must be at most {limit}',
  'flaws.uniqueItems': 'must not name anything twice',
  'flaws.whatTypeNeeds': 'what the type needs',
  'flaws.contains': 'must name {const}',
  'flaws.falseSchema': 'is not a member of this type',
  'flaws.isWrong': 'is wrong',
  'flaws.andMore': 'and {linesCount} more',
  'flaws.missing': 'missing: {item}',
  'flaws.lacking': '{name}: missing',

  'forms.type': 'type: {word}',
  'forms.requestType': 'a request has a type',
  'forms.noTypeKindName': 'no type or kind of that name',
  'forms.typesKinds': `{detail}
types: {formTypes}
kinds: {formKinds}`,

  'composeForward.allowedInboxThreadDocument':
    '{text}: allowed: inbox/THREAD/DOCUMENT or request/...',
  'composeForward.nothingEnclosedEnclose': 'nothing is enclosed: --enclose',

  'composeLimits.words':
    '{urgentDirect} h if urgent, {urgentIndirect} h if urgent and from others, {other} h otherwise',
  'composeLimits.nothingSaidStandardOnes': '{whose}: nothing said, so the standard ones',
  'composeLimits.from': '{whose}: {limits}, from {from}',
  'composeLimits.ours': 'ours',
  'composeLimits.theirs': 'theirs',
  'composeLimits.whatAgreedBeforeHolds':
    'what was agreed before holds until the newer ones begin, then the standard ones',
  'composeLimits.standardOnesHold': 'the standard ones hold',
  'composeLimits.limits': 'limits: {hold}',
  'composeLimits.notAgreedTwoStates': 'NOT AGREED: the two States say different limits; {until}',
  'composeLimits.bothSayOtherOnes': 'both say other ones, which begin later',

  'composeLogin.fileHoldsNoSession': 'the file holds no session token',
  'composeLogin.loginSignAnotherGateway':
    'the login to sign is for another gateway, officer or session',
  'composeLogin.loginSignLapsedRemove': 'the login to sign has lapsed: remove it and start again',

  'position.onlyLastNumberLatitude': 'only the last number of a latitude or longitude has decimals',
  'position.minutesSecondsBelow': 'minutes and seconds are below 60',
  'position.noneTheseForms': 'it has none of these forms',
  'position.longitudeStandsFirstLatitude': 'the longitude stands first; latitude comes first',
  'position.oneNumberOther': 'one number is N or S, the other E or W',
  'position.latitudeComesFirstMore': 'the latitude, which comes first, is more than 90 degrees',
  'position.longitudeMoreDegrees': 'the longitude is more than 180 degrees',

  'recipient.named': '{authority} of {state}',
  'recipient.notKnown': '{text} is not known',
  'recipient.noAuthorityNeighbourConfirmed':
    '{said}, and no authority of a neighbour with a confirmed link is known',
  'recipient.nearest': '{said}; nearest: {near}',

  'composeRelease.noQuestionReleaseWaits':
    'no question for consent to a release waits for your answer here',
  'composeRelease.oneAsk': 'which one? --ask {first}',

  'composeSubject.expectedObject': 'expected an object',
  'composeSubject.unknownMemberAllowed': 'unknown member; allowed: {allowed}',
  'composeSubject.noneFilesFound': '{unknown} is none of the threads that were found',
  'composeSubject.noneToTell':
    'all that was found was exchanged with third States: choose --also THREAD, --leave-out THREAD, or --restricted GROUND',
  'composeSubject.noneSeen':
    'nothing was found as far as was looked: choose more --searches, or --restricted GROUND',
} as const;
