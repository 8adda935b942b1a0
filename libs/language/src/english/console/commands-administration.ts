export const commandsAdministration = {
  'administrationPolicy.aboutFile': `A file says what by the State's law does not leave (rules), what of an ask needs the formal route (formalRoute), and the
examples it was tried by (cases):
  '{"state": "XA", "version": 1, "title": "Act on police cooperation, as of 2026",
   "rules": [{"id": "no-informants", "verdict": "FORBIDDEN", "law": "Police Act, art. 12",
              "when": {"categories": ["INFORMANT"]}}],
   "formalRoute": [{"id": "bank", "law": "Banking Act, art. 17", "channel": "CENTRAL_AUTHORITY_NOTICE",
                    "when": {"powers": ["BANK_DATA"]}}],
   "cases": [{"name": "an informant", "facts": {"peer": {"state": "XB", "authority": "coast-guard"}, "categories": ["INFORMANT"]},
              "forbidden": ["no-informants"], "formalRoute": []},
             {"name": "a bank account", "facts": {"peer": {"state": "XB", "authority": "coast-guard"}, "powers": ["BANK_DATA"]},
              "forbidden": [], "formalRoute": ["bank"]}]}'
deploy/policy-example.json is a longer one. Members of "when": deploy/guide/neighbours.md#what-may-leave-by-your-law`,
  'administrationPolicy.policyDescription':
    'What by this State’s law may leave, and what has to be asked formally.',
  'administrationPolicy.showDescription': 'The pack in force, verified here.',
  'administrationPolicy.showHelp':
    'Version 0 is what holds without a pack: whatever needs a power of the other State is told to be for the formal route.',
  'administrationPolicy.noPackSignedBuilt': 'No pack has been signed: the built-in rules hold.',
  'administrationPolicy.version': '{title}, version {version}',
  'administrationPolicy.formalRoute': 'formal route, {channel}',
  'administrationPolicy.when': 'when {when}',
  'administrationPolicy.law': 'law {law}',
  'administrationPolicy.checkDescription':
    'Run the cases of a pack; nobody is asked and nothing is sent.',
  'administrationPolicy.checkFileArgument': 'the pack, JSON',
  'administrationPolicy.checkHelp':
    'Every rule must be shown at work by a case, one case must show what may leave, and each must come to what it says.',
  'administrationPolicy.versionRulesCases':
    '{state} version {version}, {rulesCount, plural, one{1 rule} other{{rulesCount} rules}}, {casesCount, plural, one{1 case} other{{casesCount} cases}}',
  'administrationPolicy.forbiddenBy': 'forbidden by {rule}',
  'administrationPolicy.forbidden': 'forbidden',
  'administrationPolicy.wrong': 'WRONG',
  'administrationPolicy.leaves': 'leaves',
  'administrationPolicy.formalRouteBy': 'formal route by {rule}',
  'administrationPolicy.adoptDescription': 'Put a pack in force: two administrators sign.',
  'administrationPolicy.adoptFileArgument': 'the pack, JSON; not needed with --cosign, --submit',
  'administrationPolicy.help': `A pack whose cases fail is not signed, and no gateway takes one. Its version must be above that of the pack in force. It
holds from then on, also for what is signed and not yet sealed: that goes back to its officer. Neighbours do not get it.
A pack forbids and warns; it allows nothing that the protocol forbids. To end one, adopt another without its rules.

{aboutFile}`,
  'administrationPolicy.nameFilePack': 'name the file of the pack',
  'administrationPolicy.itIsAPack': '{file}: it is a pack of {state}',

  'quarantine.allowedIdQuarantineList': 'allowed: the id as `quarantine list` shows it',
  'quarantine.quarantineDescription': 'What came in and was not accepted, with its evidence.',
  'quarantine.listDescription': 'Newest first.',
  'quarantine.showDescription': 'One of them; the evidence goes to a file.',
  'quarantine.showIdArgument': 'as `quarantine list` shows it',
  'quarantine.showOutOption': 'new file for the bytes as they came, for their owner alone',
  'quarantine.nothingHere': 'Nothing here.',
  'quarantine.moreAfter': 'More with --after {next}.',
  'quarantine.bytesGoneRuleRetention':
    'The bytes are gone by the rule of retention; that they were there stays.',

  'retention.basisOption': 'by which law, as a code: LED_ART_16_2',
  'retention.retentionDescription':
    'How long what is kept, and what is held or erased: signed orders of administrators.',
  'retention.listDescription':
    'The rule, holds that stand and orders to erase, verified by their signatures.',
  'retention.holds': 'HOLD',
  'retention.erases': 'ERASE',
  'retention.saySeeExamples': 'name the thread or the hold: see the examples',
  'retention.codeCapitalLettersDigits': '{option}: a code of capital letters, digits and _',
  'retention.holdDescription': 'Let nothing of a thread be erased: one administrator is enough.',
  'retention.holdThreadArgument': 'which thread; not needed with --submit',
  'retention.holdReasonOption': 'why, as a code: COURT_ORDER',
  'retention.liftDescription':
    'End a hold: two administrators. What was ordered before needs a new order.',
  'retention.liftHoldArgument':
    'id of the hold, from the list; not needed with --cosign and --submit',
  'retention.noSuchHoldStands': '{hold}: no such hold stands',
  'retention.eraseDescription':
    'Have the content of a thread destroyed for good: two administrators.',
  'retention.eraseThreadArgument': 'which thread; not needed with --cosign and --submit',
  'retention.eraseHelp': `What is left proves that the thread was there and what became of it; nobody can read it any more. It is final once the
oldest backup that may be restored is younger than the erasure.`,
  'retention.ruleDescription':
    'Say how long what is kept after an exchange has ended: two administrators.',
  'retention.ruleMonthsOption':
    '1 to {most}, of {keptItems}; may be given again; the rest stays standard',
  'retention.ruleReviewMonthsOption': 'without a word, until a file must be reviewed',
  'retention.ruleHelp': `The newest rule holds, for files that are there already too. A file goes whole, as soon as the first thing in it must, by the rule
or by what its documents say of themselves. In the first 14 days after its issue a rule takes nothing that the rule before it keeps:
until then another rule puts a slip right. A hold beats the rule.`,
  'retention.filesRuleBeforeKeeps':
    'Files that the rule before it keeps go by this rule from {first} on, not earlier. Files due are listed for review at once.',
  'retention.since': '; since {since}',
  'retention.reviewMonthsMonths': '{basis}; review at {reviewMonths} months; months: {said}{begun}',
  'retention.nothingHeldNothingOrdered': 'Nothing is held and nothing was ordered to be erased.',
} as const;
