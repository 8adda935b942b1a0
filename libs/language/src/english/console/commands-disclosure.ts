export const commandsDisclosure = {
  'disclosureEvidence.says':
    'Which consents and notices are owed since a thread is about evidence, and by whom.',
  'disclosureEvidence.afterOption': 'go on after this document, the last one seen',
  'disclosureEvidence.asksNeighbour': 'Asks the neighbour:',
  'disclosureEvidence.consentsYourOwnDocuments': 'Consents; of your own documents alone:',
  'disclosureEvidence.tellsProvider': 'Tells the provider:',
  'disclosureEvidence.asksFormally': 'Asks formally:',
  'disclosureEvidence.evidenceDescription':
    'Ask for, decide on, notify of or formally request what is to be evidence.',
  'disclosureEvidence.evidenceFileArgument':
    "JSON: '{kind, purpose, handling?, body}'; none: a form, see --kind",
  'disclosureEvidence.kindOption': 'without a file: {evidentialKinds}',
  'disclosureEvidence.answersOption':
    'what it replies to, if not what it names or the newest from there',
  'disclosureEvidence.help': `Kinds: {evidentialKinds}.
Only a central authority, or a prosecutor or judge, decides on a consent, takes it back (a recall with "effect") and signs
what is formal. A formal request that cites what the neighbour has said names the consent to it. "show --verbose" says the SHA-256 of
each document. While \`liaise status\` of the gateway says that formal acts are blocked, a formal request, an answer to one and a
consent are refused with what is missing (FORMAL_ACT_BLOCKED); refusing or taking back a consent and exculpatory notices never are.

The form asks for documents by their ids, whole or their last eight characters, once \`show\` has shown the thread here; their hashes are
taken from the thread, verified. Files of a document are named by --set items.0.attachments='["SHA-256"]'.
{formHelp}`,
  'disclosureEvidence.withoutFileKind': 'without a file: --kind, one of {kinds}',
  'disclosureEvidence.kindExpectedOneAbout': '{file}: kind: expected one about evidence',
  'disclosureEvidence.markExculpatoryDescription':
    'Mark a document as one that speaks for an accused person; nobody can undo it.',
  'disclosureEvidence.markExculpatoryDocumentArgument': 'id of the document, from the thread',
  'disclosureEvidence.markExculpatoryHelp': `The State that provided it is owed an exculpatory-notice from then on: before it is disclosed, or without delay after, with
the reason (UN Convention art. 18(5), (19)). "owed" lists it until it is sent.`,
  'disclosureEvidence.markedBefore': 'It was marked before.',
  'disclosureEvidence.marked': 'Marked.',

  'disclosureForward.forwardDescription':
    'Hand on to a neighbour what other States have said, with their consent.',
  'disclosureForward.forwardFileArgument':
    "JSON: '{to: {state, authority}, purpose, handling?, body}'; none: a form is filled in",
  'disclosureForward.forwardEncloseOption': 'what is handed on; may be given several times',
  'disclosureForward.forwardHelp': `A forward is a liaison officer's to send, or a duty officer's: whoever sent it follows it with the commands of \`request\`.
What came stands in one's inbox, which a duty officer reads; an answer stands with the request, which its liaison officer reads.
A consent is found in the thread of each document: ask for it with \`ask-consent\`. The forward is handled as strictly as
all that it encloses; "handling" can only add to that.`,
  'disclosureForward.noDocumentRead': '{item} is no document of {thread} that may be read',

  'owed.allOption': 'also those that are answered',
  'owed.limitOption': 'most rows, 1 to 100',
  'owed.nothingHere': 'Nothing here.',
  'owed.nobodyOwesAnswer': 'Nobody owes an answer.',
  'owed.moreFollowAfter': 'More follow: --after {next}',

  'disclosureRecall.description':
    'Take back what your State has said, or narrow what may be done with it.',
  'disclosureRecall.fileTakesBack': 'A file that takes back:',
  'disclosureRecall.fileNarrowsHandlingOnly':
    'A file that narrows; handling may only become stricter, "tlp" may stay out:',
  'disclosureRecall.descriptionPutRightWhat':
    'Put right what your State has said; the document stays, with the correction.',
  'disclosureRecall.help': `Only documents that your own State has sent, at any time, also when the request has ended. Whoever holds them answers
within a day: complied, or cannot and why. "handling" beside "body" is that of this document itself.

The form asks for the ids of the documents, whole or their last eight characters, once \`show\` has shown the thread here.
{formHelp}`,
  'disclosureRecall.recallOption': 'which recall or correction, when more than one waits',
  'disclosureRecall.complyDescription':
    'Tell the neighbour that its recall, narrowing or correction was complied with.',
  'disclosureRecall.complyHelp': `What the neighbour has taken back is from then on not given out any more by this gateway. Remove your own copies first. What
your State has handed on it recalls first itself (\`recalls\` says where), and waits for the answers: they go with this one.`,
  'disclosureRecall.cannotDescription':
    'Tell the neighbour that its recall or correction cannot be complied with.',
  'disclosureRecall.cannotFileArgument': 'a file with the reason',
  'disclosureRecall.cannotHelp':
    'What was recalled stays readable, and says so. To whom your State has handed it on, and what they have said, goes with it.',
  'disclosureRecall.says':
    'Who has not answered a recall or correction, the neighbour or your State.',
  'disclosureRecall.afterOption': 'go on after this recall, the last one seen',

  'disclosureRelease.askConsentDescription':
    'Ask the neighbour whether what it has said may go on, or out of the gateway.',
  'disclosureRelease.askConsentDocumentArgument': 'id of its document, from the thread',
  'disclosureRelease.askConsentFileArgument': 'a file with the reason',
  'disclosureRelease.askConsentRecipientOption': 'to whom; your own authority to take a file out',
  'disclosureRelease.askConsentThroughOption':
    'who hands it on in between, in their order; may be given twice',
  'disclosureRelease.askConsentUntilOption': 'until when',
  'disclosureRelease.askConsentHelp': `What is marked H2, or TLP AMBER and above, goes to nobody else, and no file of what is marked H2 or RED leaves the gateway,
before its originator has released it: for one document, one recipient, one purpose, until a time. Files of a risk to life are fetched for the
purpose SAFETY_OF_LIFE without asking.

What came through another State, a forward, goes on only by releases of every State on its way, whatever its handling. Ask
whoever has handed it on to you; it asks the State before, with --through for each authority that hands it on after it.`,
  'disclosureRelease.askOption': 'which question, when more than one waits',
  'disclosureRelease.consentDescription':
    'Release what your State has said to whom the neighbour asks for.',
  'disclosureRelease.consentUntilOption': 'until when, if not as it was asked',
  'disclosureRelease.consentEncloseOption':
    'of a forward: the consent of the State whose document it hands on; once for each',
  'disclosureRelease.consentHelp': `It names the document, the recipient, the purpose and the time, and travels with the document. You take it back by a recall
of the consent; then nothing more goes on by it. What went before stays where it is: to reach that, recall the document.

A forward of yours goes on with the consents of those whose documents it hands on: ask them first, with --through.`,
  'disclosureRelease.denyConsentDescription': 'Refuse that what your State has said goes on.',
  'disclosureRelease.denyConsentFileArgument': 'a file with the reason',
  'disclosureRelease.askedBy': 'asked by {by}',
  'disclosureRelease.askedByAt': 'asked by {by} at {at}',
  'disclosureRelease.says': 'Who has asked whether something may go on, and has no answer yet.',
  'disclosureRelease.afterOption': 'go on after this question, the last one seen',
  'disclosureRelease.owed': 'OWED',
} as const;
