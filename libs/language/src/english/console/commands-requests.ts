export const commandsRequests = {
  'draftsDraft.draftArgument': 'id of the draft, from the list: whole, or as it is shown there',
  'draftsDraft.draftDescription':
    'What was written and not sent: kept on this computer, encrypted to your key.',
  'draftsDraft.draftHelp': `A form that was not sent is kept by itself, and with --keep instead of sending. At most 50 drafts of 256 KiB; none is ever dropped for
another. Only your key opens them; one that was sent is destroyed. A new key does not open what was kept for the old one.`,
  'draftsDraft.listDescription': 'Your drafts, the oldest first.',
  'draftsDraft.showDescription': 'Print a draft as the file that sends it.',
  'draftsDraft.deleteDescription': 'Destroy a draft.',
  'draftsDraft.draftDestroyed': 'The draft is destroyed.',
  'draftsDraft.resumeDescription': 'Go on with a draft, show, sign and queue it.',
  'draftsDraft.resumeToOption': 'of a new request: whom you ask, if another one than was said',
  'draftsDraft.help': `What is missing is asked for; --edit opens all of it, --set changes a member. What has come in its thread since it was written is shown
before it is taken as read. Files that were to go along go along, unless --attach names others.`,
  'draftsDraft.notOpenKey': 'does not open with this key',
  'draftsDraft.cannotRead': 'cannot be read',
  'draftsDraft.enclosesNothing':
    '--enclose: this draft is a {kind}; only a forward encloses documents',
  'draftsDraft.keptYou': 'kept by you',
  'draftsDraft.noDraftKept': 'No draft is kept.',

  'requestsBroadcast.alsoToOption': 'ask the same of another authority; may be given several times',
  'requestsBroadcast.proportionalityOption':
    'with --also-to: why it is proportionate to ask all of them',
  'requestsBroadcast.sayToWhomOption': 'with --also-to: let each know which other States are asked',
  'requestsBroadcast.broadcastOption':
    'go on with one that broke off or was kept back, with --also-to or alone; its id was shown',
  'requestsBroadcast.alsoRequestSignedItself':
    '--also-to: each request is signed by itself, with a key of this machine',
  'requestsBroadcast.sentAlready':
    'Sent already: {sent}. Leave these out and go on with --broadcast {id}',
  'requestsBroadcast.erased': 'ERASED',
  'requestsBroadcast.sideSideLiaiseRequest': 'Side by side: liaise request broadcast {id}',
  'requestsBroadcast.signedQueuedThread':
    'Signed and queued: thread {thread}, to {authority} of {state}',
  'requestsBroadcast.broadcastDescription':
    'What was asked of several States at once: each clock, each receipt.',
  'requestsBroadcast.broadcastIdArgument': 'id of the broadcast',
  'requestsBroadcast.receiptsGatewaySaysRequest':
    'Receipts as this gateway says; `request show` verifies them.',

  'following.description': 'Answer what the neighbour asked back; its clock goes on.',
  'following.descriptionTellNeighbourWhat':
    'Tell the neighbour what the answer was good for, and close the request.',
  'following.replyDescription':
    'Say what else the type of a request allows: the file names its kind.',
  'following.replyFileArgument':
    "JSON: '{kind, purpose, handling?, body}'; none: a form, see --kind",
  'following.replyKindOption': 'without a file: {kinds}',
  'following.withoutFileKind': 'without a file: --kind, one of {kinds}',
  'following.replyHelp':
    '`liaise request form KIND` prints a filled file of each kind, and the command that sends it.',
  'following.withdrawDescription': 'Tell the neighbour that a request needs no answer any more.',
  'following.withdrawFileArgument':
    'JSON: \'{kind: "withdrawal", purpose, handling?, body}\'; none: no reason',
  'following.withdrawHelp': `Without a file and a text the withdrawal says only that the request needs no answer any more. That is the usual one: what a
person's safety withdraws says the same, and must not be known by it. --text, --edit, --set and --from say why.
{formHelp}`,
  'following.purpose': '--purpose: {known}',

  'requestsLife.lifeDescription': 'People are in danger: ask a neighbour at once, in one line.',
  'requestsLife.lifeWordsArgument': 'what is wrong, and what you ask for',
  'requestsLife.lifeToOption': 'whom you ask',
  'requestsLife.lifeWhereOption': 'a position, latitude first, or a place in words',
  'requestsLife.lifePersonsOption': 'how many people; not given: unknown',
  'requestsLife.lifeChildrenOption': 'children among them',
  'requestsLife.lifeRescueOption': 'whether rescue coordination knows',
  'requestsLife.lifeSituationOption':
    '{dangerSituations}; not given: SEA with a position, OTHER with words',
  'requestsLife.lifeReferenceOption': 'your own reference; not given: LIFE and the day',
  'requestsLife.lifeLanguageOption': 'of your words, two or three letters; not given: en',
  'requestsLife.help': `You see all of it, answer yes once, and it is sent before everything else. What you do not say is unknown: children and rescue go as
UNKNOWN, and no number of persons is named. A position is taken for one at sea: on land say --situation vehicle, or what it is.
It is of the type RISK_TO_LIFE for the purpose SAFETY_OF_LIFE, urgent, handled H1, kept for twelve months; no offence need stand
behind it. They have 15 minutes to take it in hand. For more than one line: liaise request form RISK_TO_LIFE > life.json

Positions: "43.1N 15.2E", "43 06.0N 015 12.0E", "43-06-00N 015-12-00E" with a sign for degrees and minutes or without, "N43.1 E15.2", or
signed degrees "43.1, 15.2", where south and west have a minus. What has a word in it goes as you write it.`,
  'requestsLife.notSentFarKnown':
    'NOT SENT to {state}, as far as is known here: the error below says why.',

  'new.newDescription': 'Fill in a form, show, sign and queue a request.',
  'new.newTypeArgument': 'type of request, see `liaise request form --help`',
  'new.newToOption': 'whom you ask; else it is asked for',

  'request.requestDescription': 'What we ask of neighbours.',
  'request.listDescription':
    'Our requests: risks to life that nobody has in hand, other open ones, then the newest.',
  'request.listMineOption': 'only what you have sent',
  'request.showDescription': 'The story of a request: where it is, who has it.',
  'request.showHelp': `Documents and the neighbour's receipts are verified here, by the directories of both States: [verified] or
[NOT VERIFIED: why], in JSON the member "verified" of a dispatch and of a stage. One that is not verified ends the
command with 4.`,

  'seen.duplicatesSeenOption':
    'with --yes: send although others are at work on the same; who, is shown',
  'seen.sendSame': 'Send it all the same?',

  'send.sendDescription': 'Compose, show, sign and queue a request.',
  'send.sendFileArgument': "JSON: '{to: {state, authority}, purpose, handling?, body}'",
  'send.help': `A file:
{requestExample}

Before it is signed you see who is already at work on the same (\`duplicates\`), and say yes to that, too. Where no
terminal can ask you, --yes alone is refused then (DUPLICATE_NOT_SEEN); --yes --duplicates-seen shows it and sends all the same. A risk to life never waits.
The example of each type: \`liaise request form TYPE\`.
Several States are asked the same with --also-to. One by one it is refused within 24 hours (BROADCAST_NEEDED; not for a risk to life): withdraw
what was sent already and ask all of them, or say in the next request what the first State has answered.
Without "handling" the request carries H1 (not for a court without permission), X4, and is kept for twelve
months after the exchange (the whole file goes with what is kept the shortest). With H2, or "tlp" RED,
it is read there, but its files are fetched only once you have consented (\`consent\`); those of
a risk to life also for the purpose SAFETY_OF_LIFE.
It states the time limits that both States have agreed (\`peer list\`), unless they are the standard ones.
Where it needs a power of the other State, "powers" in the body says which, as ["BANK_DATA", "INTERCEPTION"]: you see before you
sign what by your law has to be asked formally (\`liaise policy show\`), and they see it by theirs.
{copiedToo}
An answer to a request that is kept from them is kept with it.
{whereLists}`,
  'send.tellDescription': 'Tell a neighbour something that it did not ask for.',
  'send.tellFileArgument':
    "JSON: '{to: {state, authority}, purpose, handling?, body}'; none: a form is filled in",
} as const;
