export const frenchCommandsAdministration = {
  'administrationPolicy.aboutFile': `Un fichier dit ce que la loi de l'État ne laisse pas partir (rules), ce qui, dans une demande, exige la voie formelle
(formalRoute), et les exemples qui l'ont mis à l'essai (cases) :
  '{"state": "XA", "version": 1, "title": "Loi sur la coopération policière, état de 2026",
   "rules": [{"id": "no-informants", "verdict": "FORBIDDEN", "law": "Loi sur la police, art. 12",
              "when": {"categories": ["INFORMANT"]}}],
   "formalRoute": [{"id": "bank", "law": "Loi bancaire, art. 17", "channel": "CENTRAL_AUTHORITY_NOTICE",
                    "when": {"powers": ["BANK_DATA"]}}],
   "cases": [{"name": "un informateur", "facts": {"peer": {"state": "XB", "authority": "coast-guard"}, "categories": ["INFORMANT"]},
              "forbidden": ["no-informants"], "formalRoute": []},
             {"name": "un compte bancaire", "facts": {"peer": {"state": "XB", "authority": "coast-guard"}, "powers": ["BANK_DATA"]},
              "forbidden": [], "formalRoute": ["bank"]}]}'
deploy/policy-example.json en est un plus long. Membres de "when" : deploy/guide/neighbours.md#what-may-leave-by-your-law`,
  'administrationPolicy.policyDescription':
    'Ce qui peut partir selon la loi de cet État, et ce qui doit être demandé formellement.',
  'administrationPolicy.showDescription': 'Montrer le jeu de règles en vigueur, vérifié ici.',
  'administrationPolicy.showHelp':
    "La version 0 vaut sans jeu de règles : tout ce qui exige un pouvoir de l'autre État est signalé pour la voie formelle.",
  'administrationPolicy.noPackSignedBuilt':
    "Aucun jeu de règles n'a été signé : les règles intégrées s'appliquent.",
  'administrationPolicy.version': '{title}, version {version}',
  'administrationPolicy.formalRoute': 'voie formelle, {channel}',
  'administrationPolicy.when': 'si {when}',
  'administrationPolicy.law': 'loi : {law}',
  'administrationPolicy.checkDescription':
    "Essayer les exemples d'un jeu de règles ; personne n'est interrogé, rien n'est envoyé.",
  'administrationPolicy.checkFileArgument': 'le jeu de règles, JSON',
  'administrationPolicy.checkHelp':
    "Un exemple doit montrer chaque règle à l'œuvre, un autre ce qui peut partir, et chacun doit donner le résultat qu'il annonce.",
  'administrationPolicy.versionRulesCases':
    '{state} version {version} ; règles : {rulesCount}, exemples : {casesCount}',
  'administrationPolicy.forbiddenBy': 'interdit par {rule}',
  'administrationPolicy.forbidden': 'interdit',
  'administrationPolicy.wrong': 'FAUX',
  'administrationPolicy.leaves': 'peut sortir',
  'administrationPolicy.formalRouteBy': 'voie formelle par {rule}',
  'administrationPolicy.adoptDescription':
    'Mettre en vigueur un jeu de règles : deux administrateurs signent.',
  'administrationPolicy.adoptFileArgument':
    'le jeu de règles, JSON ; inutile avec --cosign, --submit',
  'administrationPolicy.help': `Un jeu de règles dont un exemple échoue n'est pas signé, et aucune passerelle ne l'accepte. Sa version doit être supérieure
à celle en vigueur. Il vaut dès lors, aussi pour ce qui est signé et pas encore scellé : cela revient à son agent. Les voisins ne le
reçoivent pas. Un jeu de règles interdit et avertit ; il ne permet rien que le protocole interdise. Pour y mettre fin, adoptez-en un
autre sans ses règles.

{aboutFile}`,
  'administrationPolicy.nameFilePack': 'nommez le fichier du jeu de règles',
  'administrationPolicy.itIsAPack': '{file} : ce jeu de règles est de {state}',

  'quarantine.allowedIdQuarantineList':
    "permis : l'identifiant tel que `quarantine list` le montre",
  'quarantine.quarantineDescription': 'Ce qui est arrivé sans être accepté, avec sa preuve.',
  'quarantine.listDescription': "Montrer ce qui s'y trouve, le plus récent d'abord.",
  'quarantine.showDescription': 'En montrer un ; la preuve va dans un fichier.',
  'quarantine.showIdArgument': 'tel que `quarantine list` le montre',
  'quarantine.showOutOption':
    'nouveau fichier pour les octets tels que reçus, lisible par son propriétaire seul',
  'quarantine.nothingHere': 'Rien ici.',
  'quarantine.moreAfter': 'La suite avec --after {next}.',
  'quarantine.bytesGoneRuleRetention':
    "Les octets sont partis selon la règle de conservation ; il reste établi qu'ils étaient là.",

  'retention.basisOption': 'selon quelle loi, en code : LED_ART_16_2',
  'retention.retentionDescription':
    'Combien de temps quoi est gardé, retenu ou effacé : ordres signés des administrateurs.',
  'retention.listDescription':
    "Montrer la règle, les gels en cours et les ordres d'effacer, vérifiés par leurs signatures.",
  'retention.holds': 'GEL',
  'retention.erases': 'EFFACER',
  'retention.saySeeExamples': 'nommez le fil ou le gel : voir les exemples',
  'retention.codeCapitalLettersDigits': '{option} : un code de majuscules, de chiffres et de _',
  'retention.holdDescription':
    'Interdire tout effacement dans un fil : un seul administrateur suffit.',
  'retention.holdThreadArgument': 'quel fil ; inutile avec --submit',
  'retention.holdReasonOption': 'pourquoi, en code : COURT_ORDER',
  'retention.liftDescription':
    'Lever un gel : deux administrateurs. Ce qui fut ordonné avant exige un nouvel ordre.',
  'retention.liftHoldArgument':
    'identifiant du gel, pris dans la liste ; inutile avec --cosign et --submit',
  'retention.noSuchHoldStands': "{hold} : aucun gel en cours n'a cet identifiant",
  'retention.eraseDescription':
    "Faire détruire pour de bon le contenu d'un fil : deux administrateurs.",
  'retention.eraseThreadArgument': 'quel fil ; inutile avec --cosign et --submit',
  'retention.eraseHelp': `Ce qui reste prouve que le fil existait et ce qu'il est devenu ; personne ne peut plus en lire le contenu. C'est définitif dès que la plus
ancienne sauvegarde qui puisse être restaurée est plus récente que l'effacement.`,
  'retention.ruleDescription':
    "Dire combien de temps quoi est gardé après la fin d'un échange : deux administrateurs.",
  'retention.ruleMonthsOption':
    '1 à {most}, pour {keptItems} ; répétable ; le reste garde la durée par défaut',
  'retention.ruleReviewMonthsOption': "mois sans aucun échange avant qu'un fil soit à examiner",
  'retention.ruleHelp': `La règle la plus récente vaut, aussi pour les fils déjà présents. Un fil part en entier, dès que son premier élément doit partir,
par la règle ou par ce que ses documents disent d'eux-mêmes. Dans les 14 premiers jours après son émission, une règle n'enlève rien de
ce que garde la règle précédente : jusque-là, une autre règle corrige une erreur. Un gel l'emporte sur la règle.`,
  'retention.filesRuleBeforeKeeps':
    'Les fils que garde la règle précédente partent par cette règle dès le {first}, pas avant. Les fils échus sont tout de suite listés pour examen.',
  'retention.since': ' ; depuis le {since}',
  'retention.reviewMonthsMonths':
    '{basis} ; examen à {reviewMonths} mois ; durées en mois : {said}{begun}',
  'retention.nothingHeldNothingOrdered': "Rien n'est gelé, et aucun effacement n'a été ordonné.",
} as const;
