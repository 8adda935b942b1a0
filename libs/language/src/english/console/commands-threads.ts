export const commandsThreads = {
  'attachment.attachmentDescription': 'Files that came with a document.',
  'attachment.getDescription': 'Fetch one and check it against what was signed.',
  'attachment.getDispatchArgument': 'id of the document',
  'attachment.getPositionArgument': 'number of the attachment, from 0',
  'attachment.getOutOption': 'new file to write',
  'attachment.getInboxOption': 'of a request that came in; otherwise of one that we sent',
  'attachment.noAttachment': '{dispatch} has no attachment {position}',
  'attachment.bytesSignedSha256': '{out}: {size} bytes, as signed (sha256 {sha256})',
  'attachment.mindWhatYouOpen': 'Mind what you open it with: {differs}.',

  'threadsDuplicates.duplicatesDescription':
    'Look whether somebody is already at work on what a request is about.',
  'threadsDuplicates.duplicatesFileArgument': 'the file of the request, as for send',
  'threadsDuplicates.duplicatesHelp': `Same number of a document, plate, phone, vessel, or name and date of birth, within 90 days. Threads of your authority are
named. Of other authorities you learn only that a duty desk may already work on it; that desk is told that somebody asked.
Thirty times an hour; the purpose of the file is logged.`,
  'threadsDuplicates.nobodyKnownWork': 'Nobody is known to work on it.',
  'threadsDuplicates.noticesDescription':
    'What you are told of your threads, newest first: alerts, broken glasses (break-glass), who took one over from you; and that another desk asked about the same, without its name.',
  'threadsDuplicates.noticesLimitOption': 'most rows, 1 to 100',
  'threadsDuplicates.noticesAfterOption': 'go on after this notice, the last one seen',
  'threadsDuplicates.nothingHere': 'Nothing here.',
  'threadsDuplicates.moreFollowAfter': 'More follow: --after {next}',

  'filled.purposeOption':
    'purpose of the document; else that of the request, if it was shown here, or it is asked for',
  'filled.purposeNeeded':
    '--purpose is needed: this thread was not shown here, or its request states SAFETY_OF_LIFE and is no RISK_TO_LIFE; one of {purposes}',
  'filled.purposeUnsaid':
    '--yes signs without asking: say yourself with --purpose what you sign for; the request states {purpose}',
  'filled.textOption': 'the main text: what is asked, the information, the reasons',
  'filled.setOption':
    'a member, such as details.place=PLACE or subjects.0.name=NAME; may be given several times',
  'filled.fromOption': 'begin with the members of a file',
  'filled.editOption': 'fill it in with $VISUAL or $EDITOR',
  'filled.keepOption': 'send nothing: keep it as a draft, encrypted, see `liaise draft --help`',
  'filled.outOption':
    'also write what is filled in to a new private file; send it again with --from',
  'filled.formHelp': `
What is not given is asked for in a terminal; a script gives it with --to, --purpose, --text and --set, or with --from. Whatever is wrong
is told at once. Then the whole document is shown, and sent after one yes. What was not sent is kept as a draft, which only your key
opens: \`liaise draft resume\` goes on with it. Signed elsewhere (--detached) nothing is kept; use --out.`,
  'filled.purposeWords': 'Purpose {purpose}, as the request states; --purpose for another.',
  'filled.draft': 'draft',
  'filled.form': 'form',

  'formSending.nothingSent': 'Nothing was sent. {id}',
  'formSending.form': 'form',
  'formSending.resumeWords': 'Your text is kept, encrypted: liaise draft resume {id}',
  'formSending.attachMostFiles': '--attach: at most {files} files',
  'formSending.full': '{drafts} drafts are kept',
  'formSending.whatYouWriteNow': '{full}: what you write now is lost if it is not sent, see --out.',
  'formSending.arrivedLookListBefore':
    'It may have arrived: look at the list before you send it again.',
  'formSending.yourTextNotKept': 'Your text is not kept as a draft ({said})',
  'formSending.sentDraftStill': 'It was sent, and its draft {id} is still there ({said}).',
  'formSending.fileWords':
    "JSON: '{'kind: \"{kind}\", purpose, handling?, body'}'; none: a form is filled in",
  'formSending.fileSentWithoutBegins':
    'a file is sent as it is, without --{given}; --from begins a form with it',

  'form.formDescription':
    'Print a filled example of a type of request or a kind of document, to edit.',
  'form.formDeskArgument': 'see the lists below',
  'form.formHelp': `Types of request:
{formTypes}

Kinds of document:
{formKinds}

What is printed is taken as it is: change the names, the facts and the recipient, then send it with the command that is said beside it.
Nobody is asked and nothing is sent. Some kinds have no file: then the command that writes them is said. A type that the gateways do not
exchange yet is refused (NOT_AVAILABLE_YET). What else each member may hold: proto/documents.md and proto/kinds.`,
  'form.editItThen': 'Edit it, then: {sends}',
  'form.noFileNeeded': 'No file is needed: {sends}',

  'listing.afterOption': 'go on after this row, the last one seen: as it was told, or a thread',
  'listing.orderOption': 'newest first, or by due time',
  'listing.openOption': 'only what has not ended',
  'listing.dueWithinOption':
    'only what is late, or will be within so many hours, and risks to life that nobody has in hand',
  'listing.nothingHere': 'Nothing here.',
  'listing.moreFollowAfter': 'More follow: --after {next}',

  'notes.noteDescription':
    'Note something for your own authority; it is never sent and never exported.',
  'notes.noteFileArgument': 'a text of at most {noteLength} characters; - reads the input',
  'notes.notedAt': 'Noted at {at}.',
  'notes.notesDescription': 'What your authority has noted on a request.',
  'notes.nothingNoted': 'Nothing noted.',

  'paging.limitOption': 'most rows, 1 to 100',
  'paging.afterThread': 'go on after this thread, the last one seen',
  'paging.afterDocument': 'go on after this document, the last one seen',
  'paging.afterMessage': 'go on after this message, the last one seen',

  'threadsReply.whatComeSinceNot': 'What has come since is not shown to you: {code}.',
  'threadsReply.yourFileStays': ', and your file stays as it is',
  'threadsReply.nothingSent': 'Nothing was sent{detail}.',

  'review.reviewsDescription':
    'Files of which somebody must say whether they are still needed, the oldest first.',
  'review.noFileDueReview': 'No file is due for review.',
  'review.moreAfter': 'More with --after {next}.',
  'review.keepDescription':
    'Keep a file that is due for review, until a day on which it is due again.',
  'review.keepReasonOption': 'why: {keepReasons}',
  'review.keepUntilOption':
    'at most the next review by the rule, and not after the file goes: 2026-12-01 (its first moment, UTC) or 2026-12-01T08:00Z',
  'review.keptUntil': 'It is kept until {until}.',
  'review.wantErasedDescription':
    'Say that a file which is due for review is to go before its day.',
  'review.wantErasedHelp':
    'Nothing is erased by it: it stays in the list until two administrators have signed "liaise retention erase".',
  'review.next': 'Two administrators erase it: liaise retention erase {thread}.',
  'review.notEnded': 'not ended',
  'review.nobody': 'nobody',
  'review.held': 'HELD',
  'review.goes': 'is erased at {eraseAt}',
  'review.ended': 'ended {endedAt}, {goes}',
  'review.caseOpen': 'CASE OPEN {ground}',
  'review.erasureWanted': 'ERASURE WANTED',

  'threadsRoster.officerArgument': 'an officer of your authority',
  'threadsRoster.rosterDescription':
    'Who of your authority may read a thread, and who has without being on it.',
  'threadsRoster.says': 'Let a colleague read a thread that you have.',
  'threadsRoster.saysLetColleagueRead':
    'Let a colleague read a thread no more; yourself you may always remove.',
  'threadsRoster.reasonOption': 'why: {reasons}',
  'threadsRoster.rosterBesideWhoever': '{members} on the roster beside whoever has it.',
  'threadsRoster.breakGlassDescription':
    'Read a thread whose roster you are not on, for some hours.',
  'threadsRoster.breakGlassFileArgument': 'the facts: a text of at most {mostFacts} characters',
  'threadsRoster.breakGlassReasonOption': 'why: {glassReasons}',
  'threadsRoster.breakGlassHelp': `For {glassHours} hours and this thread alone, at most {glassPerDay} threads a day. It is written into the custody log, shown with the thread
to your whole desk, and the other State is told at once: the reason and your authority, neither your name nor the facts.`,
  'threadsRoster.youReadUntilMore':
    'You may read it until {until}; {left, plural, one{1 more thread} other{{left} more threads}} within the day.',

  'search.findWhatAskedNumbers': 'Find what was asked, by numbers, names and words.',
  'search.findWhatCameNumbers': 'Find what came in, by numbers, names and words.',
  'search.searchFileArgument':
    'file of one line: reference, name, plate or document number; - reads the input',
  'search.searchHelp': `All words must occur, in any order. A reference, plate, phone, date or document number is found exactly, with its spaces and signs or
without: SHIP-99 is not SHIP-9. In names and subject lines a number is also found by its pieces, last. What is found by a number stands
first, then by a name, then by other text, of each the newest; each line says by what.

The words come from a file or the input: arguments of commands can be seen by others on the machine.`,
  'search.nothingFound': 'Nothing found.',
  'search.olderOnesAddWord': 'There may be older ones: add a word to find them.',
  'search.reference': 'reference',
  'search.plate': 'plate',
  'search.document': 'document number',
  'search.phone': 'phone',
  'search.date': 'date',
  'search.name': 'name',
  'search.text': 'subject line',
  'search.foundBy': 'found by {foundBy}',

  'sending.threadArgument': 'id of the thread, from the list: whole, or as it is shown there',
  'sending.attachOption': 'a file to send along; may be given several times',
  'sending.yesOption': 'sign without asking',
  'sending.signedQueuedThreadDispatch': 'Signed and queued: thread {thread}, dispatch {dispatch}',
  'sending.to': 'to {peer}: {fate}',

  'showing.afterOption': 'go on after this document, the last one seen',
  'showing.moreDocumentsFollowAfter': 'More documents follow: --after {next}',

  'watch.watchDescription':
    'What happens in the threads of the list, one line each, until the session ends.',
  'watch.newRequest': ', for each new request',
  'watch.watchHelp': `Time, thread, what happened, how urgent it is; nothing of what is said. The bell rings for a risk to life{detail}
and for what cannot wait. A lost connection is made good by itself, and nothing is missed. To watch is no use of the session: it ends
as without it, and then the command ends with 3. Look at the list before you begin. --json writes one object a line.`,
  'watch.streamCutAgain': 'The stream was cut; again in {pauseMs} s.',
  'watch.somethingMissedLookLiaise':
    'Something may have been missed: look at `liaise {list} list`. ({code})',
  'watch.eventNotJson': 'an event that is not JSON',
} as const;
