export const commandsInbox = {
  'copies.copiesDescription':
    'At the national contact point: what others ask and tell, newest first.',
  'copies.copyDescription':
    'One of these documents, as it was signed; nobody answers it from here.',
  'copies.copyDispatchArgument': 'id of the copied document',
  'copies.withheldDescription':
    'For a supervisor: what was not copied to the contact point, and why.',
  'copies.asks': '{from} asks {to}',
  'copies.tells': '{from} tells {to}',
  'copies.answers': '{from} answers {to}',
  'copies.forward': '{from} forwards to {to}',
  'copies.clarification': '{from} answers the question of {to}',
  'copies.of': '{peerAuthority} of {peer}',
  'copies.correctionBetween': 'a correction between {own} and {other}',
  'copies.erased': 'ERASED',
  'copies.moreFollowAfter': 'More follow: --after {next}',
  'copies.nothingHere': 'Nothing here.',
  'copies.copiedAt': '{copy} ({requestType}, {state}), copied at {at}',
  'copies.with': ' with {signer}',
  'copies.signedBy': '    signed by {officer}{signer}  {judged}',
  'copies.askWhatHoldsNow': '    {acts} at {at}: ask {authority} what holds now',
  'copies.notVerified': '{dispatch} of {authority}: {problem}',
  'copies.toThem': '{kind} to them, by {officer}',
  'copies.fromThem': '{kind} from them, by {officer}',
  'copies.here': '{authority} here',

  'desk.officerArgument': 'a duty officer of your authority',
  'desk.nobody': 'nobody',
  'desk.whatSaysLiaiseInbox': 'What it says: liaise inbox show {thread} --purpose PURPOSE',
  'desk.assignDescription': 'Give a request into the hands of a colleague; nothing is sent.',
  'desk.assignHelp': `For a request that nobody has in hand, or that you have. Anybody may take one from an officer who may not act any more. From an
officer who cannot be reached you take it yourself: at once if it is a risk to life or if that officer has named you as stand-in on its
roster, otherwise after \`break-glass\` for HOLDER_UNREACHABLE. That officer is told (\`notices\`).`,
  'desk.releaseDescription': 'Give a request back: nobody has it then; nothing is sent.',
  'desk.handoverDescription':
    'Hand over your shift: all that is open in your hands goes to a colleague.',
  'desk.handoverHelp': `What has ended stays with you, unless a recall of it waits for an answer. What you have answered in you may still read: you stand on
its roster, until the colleague takes you off it.`,
  'desk.moreHand':
    '{officer} has {threads, plural, one{1 more request} other{{threads} more requests}} in hand.',
  'desk.someLeftHandOver': 'Some is left: hand over once more.',
  'desk.transferDescription':
    'Pass a request on to the competent authority of this State; the sender is told.',
  'desk.transferHelp':
    'The clock goes on as it stands. Your authority does not see the request any more; your notes on it stay behind.',

  'inbox.inboxDescription': 'What neighbours ask of us.',
  'inbox.listDescription':
    'What came in: risks to life that nobody has in hand, other open ones, then the newest.',
  'inbox.listUnclaimedOption': 'only what is open and in nobody’s hands',
  'inbox.listMineOption': 'only what you have in hand',
  'inbox.showDescription': 'The story of a request that came in.',
  'inbox.claimDescription': 'Take a request to work on; nothing is sent.',
  'inbox.answerDescription':
    'Compose, show, sign and queue an answer, a refusal, a question, a delay.',
  'inbox.answerFileArgument': "JSON: '{kind, purpose, handling?, body}'",
  'inbox.againstOption':
    'the last document you had read when you wrote the file; without it, the last one that is older than the file',
  'inbox.help': `A file that answers; "final": false promises more. "subjects" may be left out where it names nobody and nothing; a person without a
"category" is refused, as in a request:
{answerExample}
{copiedToo}

A file that refuses; "partial": true refuses a part and promises the rest:
{refusalExample}

A file that asks back; the clock stands still until they answer:
{questionExample}

A file that announces a delay; only JUDICIAL_AUTHORISATION moves the deadline, at most 366 days ahead,
while the request is in time; later it moves nothing:
{delayExample}

Somebody else may have been faster. Then nothing is sent, your file stays as it is, and what has come since you wrote it is
shown.

{whereLists}`,
  'inbox.ackDescription': 'Tell the neighbour that the request is being dealt with.',
  'inbox.ackNoteFileOption': 'a file with a few words to send along',
  'inbox.ackIndirectOption':
    'the information must be had from others: an urgent request then has three days, if said in time',

  'inboxReply.replyDescription':
    'Fill in a form, show, sign and queue an answer, a refusal, a question, a delay.',
} as const;
