export const commandsSubjects = {
  'operation.haltDescription':
    'The stop-word: nobody takes the operation a step further, in any of its States.',
  'operation.haltFileArgument': 'a file with the danger, if there is time',
  'operation.haltHelp': `For a controlled delivery or a surveillance, by any officer of the desk (at the desk that asks, a liaison officer), at any time; whoever
is not on the roster says "break-glass" first. It goes before everything else. The operation goes on once both States have said
"resume". Where several States were asked by one broadcast, the gateway that asked tells the others.`,
  'operation.resumeDescription': 'Say for your State that a halted operation may go on.',
  'operation.resumeFileArgument': 'a file with what has been made sure of',
  'operation.resumeHelp':
    'Lifts the oldest stop-word that your State has not lifted; both States lift each.',
  'operation.assessDescription':
    'Assess the risk to people of an operation anew; the newest counts.',
  'operation.assessHelp':
    'Holds for 72 hours at most. Once it has expired no step of the operation is taken, in either State.',

  'haltsStop.longNeighbourWorksRequest':
    'As long as the neighbour works on the request, you sign a withdrawal with it that gives no reason.',
  'haltsStop.whatYouAskedStays': 'What you were asked stays unanswered.',
  'haltsStop.stopDescription':
    'Tell the neighbour no more about a person; it is not told why, nor that.',
  'haltsStop.stopFileArgument':
    'a text of at most {stopLength} characters, for your own authority alone',
  'haltsStop.stopGroundOption': 'why: {stopGrounds}',
  'haltsStop.stopHelp': `The clock stands on your side, and nothing more of the thread leaves. {withdraws}
Ground and text are never sent. Two officers lift it: "lift" and "lift-confirm".`,
  'haltsStop.liftDescription': 'Propose that a stop is lifted; another officer confirms it.',
  'haltsStop.liftFileArgument': 'why: a text of at most {stopLength} characters',
  'haltsStop.liftConfirmDescription': 'Lift a stop that another officer wants lifted.',
  'haltsStop.lifted': 'Lifted: {stop}',
  'haltsStop.stopsDescription':
    'What has stopped a thread, by whom and why, and who has lifted it.',
  'haltsStop.nothingStopped': 'Nothing has stopped it.',

  'person.name': 'Name, one a line; empty: no more: ',
  'person.birthDate': 'Date of birth (a day such as 1984-05-30); may be empty: ',
  'person.number': 'Number of a document, plate or phone, one a line; empty: no more: ',
  'person.nobodyAsked': 'nobody can be asked here: name a file with the person',

  'asks.askDescription':
    'Ask the data protection officers of neighbours what they keep of a person.',
  'asks.askFileArgument':
    'who the person is, as for `subject search`; none: asked for in a terminal',
  'asks.askToOption': 'whom to ask; may be given up to {mostStates} times',
  'asks.askGroundOption': 'what the person wants: {subjectGrounds}',
  'asks.askReferenceOption': 'of the person’s application in your own files',
  'asks.askAnswerByOption': 'when you want the answer; standard: in a month',
  'asks.askWishOption': 'what is to be put right, erased or restricted',
  'asks.askLanguageOption': 'in which you write',
  'asks.askHelp': `Each State is asked by itself, signed and sealed so that only data protection officers of that authority can read it. You see every
document before you sign it. Fifty a day.`,
  'asks.toAtMost': '--to: at most {mostStates}',
  'asks.detachedOneStateTime': '--detached: one State at a time',
  'asks.askedThread': 'Asked {state}/{authority}: thread {thread}',
  'asks.signedQueuedThreadDispatch': 'Signed and queued: thread {thread}, dispatch {dispatch}',
  'asks.asksDescription':
    'What your authority was asked about persons, and what it asked; newest first.',
  'asks.asksReceivedOption': 'only what neighbours ask',
  'asks.asksSentOption': 'only what your authority asks',
  'asks.asksLimitOption': 'most rows of each, 1 to {asksPage}',
  'asks.asksAfterOption': 'with --received or --sent: go on after this thread, the last one seen',
  'asks.afterReceivedSent': '--after: of which, --received or --sent?',
  'asks.nothingHere': 'Nothing here.',
  'asks.moreFollowAfter': 'More follow: --{place} --after {next}',
  'asks.showDescription': 'What was asked about a person, what was answered, and where it is.',
  'asks.showHelp':
    "Documents and the neighbour's receipts are verified here, by the directories of both States.",
  'asks.moreDocumentsFollowAfter': 'More documents follow after {next}; they are not shown.',

  'replies.yesOption': 'sign without asking',
  'replies.answerDescription':
    'Answer what a neighbour asks about a person, by what this State keeps.',
  'replies.answerAlsoOption':
    'tell of this file too, although it is with another State; may be given several times',
  'replies.answerLeaveOutOption': 'do not tell of this file; may be given several times',
  'replies.answerRestrictedOption': 'why it is not told, by comma: {subjectRestrictions}',
  'replies.answerMeasureOption': 'what was done upon the wish: {subjectMeasures}',
  'replies.answerSearchesOption':
    'most of your searches of the day to spend on it; what lies beyond is said to be withheld',
  'replies.answerRemarksOption': 'words beside it',
  'replies.answerLanguageOption': 'in which you write',
  'replies.answerHelp': `The person is looked for here first, as by \`subject search\`: counted and logged, under the ground and the reference of the ask. You
see what was found, and sign what is told of it: the files that were exchanged with the State that asks, and no other unless you say
--also. What is found and not told is said to be withheld; where that would be all of it, you choose: --also, --leave-out or
--restricted. With --restricted, and nothing beside it, nothing is said of whether there is anything, and it needs no search left.
A later answer takes the place of the one before.`,
  'replies.noFileNamesPerson': 'No file here names the person.',
  'replies.withdrawDescription':
    'Tell a neighbour that an ask about a person needs no answer any more.',
  'replies.withdrawReasonOption': 'why; it needs none',
  'replies.subjectTooVagueWhat':
    'SUBJECT_TOO_VAGUE: by what the ask says of the person nobody can be looked for, so nothing was found.',
  'replies.subjectSearchesSpentNot':
    'SUBJECT_SEARCHES_SPENT: it was not looked to the end; there may be more.',
  'replies.moreFilesNamePerson':
    'More files may name the person: it was not looked to the end, and what lies beyond counts as withheld.',
  'replies.nothingOpensThread': 'nothing opens the thread',

  'subjectsSubject.subjectDescription':
    'For a data protection officer: what States keep of a person who asks.',
  'subjectsSubject.searchDescription':
    'Which files of all authorities of this State name the person.',
  'subjectsSubject.searchFileArgument': 'who the person is; none: asked for in a terminal',
  'subjectsSubject.searchGroundOption': 'what the person wants: {subjectGrounds}',
  'subjectsSubject.searchReferenceOption': 'of the person’s application in your own files',
  'subjectsSubject.searchAfterOption': 'go on after this thread, the last one seen',
  'subjectsSubject.searchHelp': `The file says whom, so that no name stands in the history of your shell:
  '{"names": ["Amira Haddad", "أميرة حداد"], "birthDate": "1999-02-03", "numbers": ["P1234567", "+49 151 1234567"]}'
Each writing of the name is looked for by all its words, in any order; whoever bears it and another date of birth is counted, not
shown. A number of a document, phone or plate is enough by itself. Of each file you are told what a person may know of it, never its
texts. Fifty times a day. The log gets the ground and digests; with --json you get what these stand for: keep that with the
application, because the State keeps no copy.
What neighbours were asked under the same reference (\`subject ask\`), and have answered or not, stands below.`,
  'subjectsSubject.askedOf': 'Asked of {peer}/{peerAuthority}: {each}',
  'subjectsSubject.noFileNamesPerson':
    'No file here names the person among its subjects, or among the persons of a formal request, in these writings and numbers.',
  'subjectsSubject.notLookedTextsNotes':
    'Not looked at: texts, notes, attachments, other writings of the name, what was erased.',
  'subjectsSubject.partFileAbove': ' (has part in a file above)',
  'subjectsSubject.notAskedUnderReference':
    'Not asked under this reference: {notAsked}. Their files are not in this search: liaise subject ask.',
  'subjectsSubject.sameNameAnotherDate':
    'Same name, another date of birth: {namesakes}, not shown.',
  'subjectsSubject.moreFollowAfter': 'More follow: --after {next}',
  'subjectsSubject.onlyYourNewestAsks':
    'Only your newest asks were looked through for the reference; older ones: liaise subject asks --purpose DATA_SUBJECT_RIGHTS --sent --after {asksNext}',
  'subjectsSubject.entryLogSearchesLeft':
    'Entry {event} of the log; {searchesLeft, plural, one{1 search} other{{searchesLeft} searches}} left within 24 hours.',
} as const;
