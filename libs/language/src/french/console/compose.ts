export const frenchCompose = {
  'composeBroadcast.mostAuthorities': 'au plus {members} autorités',
  'composeBroadcast.namedTwice': '{twice} : nommé deux fois',
  'composeBroadcast.proportionalityWhyProportionateAsk':
    '--proportionality : pourquoi est-il proportionné de les interroger toutes ?',

  'document.noConfirmedLink': '{to} : aucune liaison confirmée',
  'document.noKey': '{to} : aucune clé pour {compartment}',
  'document.notDocumentThread': "{answers} n'est pas un document du fil",
  'document.nothingOpensThread': "aucun document n'ouvre le fil",
  'document.documentSignDiffersWhat':
    'le document à signer diffère de ce que dit cette commande : supprimez-le et recommencez',

  'composeDraft.purposeMissing':
    'purpose : pas donné ; le fichier le nomme, pour un formulaire --purpose ; admis : {purposes}',
  'composeDraft.expectedObject': 'un objet JSON est attendu',
  'composeDraft.kindExpected': '{file} : kind : {kind} est attendu',
  'examples.whereLists':
    'Ce que chaque membre peut contenir est énuméré dans proto/documents.md et proto/kinds.',
  'examples.copiedToo': `Les points de contact nationaux des deux États en reçoivent une copie. "copyException": '{"exception", "reason"}' dans le corps l'évite,
par une des trois exceptions de la directive (UE) 2023/977 {article}, et un superviseur le voit :
{exceptions}.`,

  'entriesCeremony.directoryMostEntries': 'annuaire : au plus {mostEntries} inscriptions',
  'entriesCeremony.directoryNotOneCard': "{file} : l'annuaire n'est pas celui que nomme la carte",

  'entriesExtension.notSign': '{file} : {why} : ne le signez pas',
  'entriesExtension.holdsEntryRootNot':
    "il contient une inscription que cette racine n'a pas signée",
  'entriesExtension.nothingSign': "il n'y a rien à signer",
  'entriesExtension.composedMoreDaysMachines':
    "il a été établi à {issuedAt}, soit à plus de 7 jours de l'horloge de cette machine",
  'entriesExtension.asksMoreOtherSame':
    'il demande plus, ou autre chose, que les mêmes clés avec une nouvelle fin',

  'grant.mostSignatures': '{file} : au plus {mostSigners} signatures',

  'formsAsking.byItsId': 'par son identifiant',
  'formsAsking.byTheirIds': 'par leurs identifiants, séparés par des virgules',
  'formsAsking.severalWords': 'plusieurs, séparés par des virgules',
  'formsAsking.noMore': ' ; vide pour finir',
  'formsAsking.whomStateAuthority': 'À qui, sous la forme ÉTAT/autorité',
  'formsAsking.question': '{label} ({types}) ; vide pour finir : ',
  'formsAsking.ask': '{asked} : ',
  'formsAsking.mayBeEmpty': ' ; peut rester vide',
  'formsAsking.formNotFilled': "le formulaire n'a pas été rempli",
  'formsAsking.emptyLineEnds': ' ; une ligne vide termine',
  'formsAsking.notFilled': "{path} n'a pas été rempli",

  'yesNo.yes': 'oui',
  'yesNo.no': 'non',

  'filling.allowedMemberValueSuch': 'permis : MEMBER=VALUE, par exemple details.place=PLACE',
  'filling.jsonNeededMembersOne': '{path} : il faut ici du JSON, ou ses membres un par un',
  'filling.nextNumberList': '{name} : le prochain numéro de cette liste est {listCount}',
  'filling.textNoText': "--text : un document {kind} n'a pas de texte",
  'filling.expectedObject': 'un objet JSON est attendu',
  'filling.kindExpected': '{file} : kind : {kind} est attendu',

  'flaws.unknownMember': 'membre inconnu {name}',
  'flaws.nearest': 'le plus proche : {near} ; ',
  'flaws.allowed': '{said} ; {near}permis : {allowed}',
  'flaws.allowedWords': '{near}permis : {words}',
  'flaws.string': 'un texte entre guillemets',
  'flaws.number': 'un nombre',
  'flaws.integer': 'un nombre entier',
  'flaws.boolean': 'oui ou non (en JSON true ou false)',
  'flaws.array': 'une liste entre crochets [ ]',
  'flaws.object': 'un objet, ses membres entre accolades',
  'flaws.date': 'un jour tel que 2026-03-14',
  'flaws.timeUtc': 'une heure UTC telle que 2026-03-14T12:00:00.000Z',
  'flaws.stateCode': 'deux lettres majuscules, telles que XB',
  'flaws.languageCode': 'une langue en deux ou trois lettres minuscules, telle que fr',
  'flaws.authorityId': '2 à 32 minuscules, chiffres ou tirets, comme coast-guard',
  'flaws.documentId': "l'identifiant d'un document, comme le montre `show`",
  'flaws.notEmpty': 'ne doit pas être vide',
  'flaws.atLeastCharacters': 'doit avoir au moins {limit} caractères',
  'flaws.atLeastItems': 'doit avoir au moins {limit} éléments',
  'flaws.mustBeEmptyHere': 'doit être vide ici',
  'flaws.atMostCharacters':
    'doit avoir au plus {limit, plural, one{{limit} caractère} other{{limit} caractères}}',
  'flaws.atMostItems':
    'doit avoir au plus {limit, plural, one{{limit} élément} other{{limit} éléments}}',
  'flaws.const': 'doit être {params}',
  'flaws.type': 'doit être {types}',
  'flaws.anotherForm': "d'une autre forme",
  'flaws.format': 'doit être {formats}',
  'flaws.ofTheForm': 'de la forme {params}',
  'flaws.pattern': 'doit être {patterns}',
  'flaws.mustBeAtLeast': 'doit être au moins {limit}',
  'flaws.mustBeAtMost': 'doit être au plus {limit}',
  'flaws.uniqueItems': 'ne doit rien nommer deux fois',
  'flaws.whatTypeNeeds': 'ce que le type exige',
  'flaws.contains': 'doit nommer {const}',
  'flaws.falseSchema': "n'est pas un membre de ce type",
  'flaws.isWrong': "n'est pas correct",
  'flaws.andMore': 'et {linesCount} de plus',
  'flaws.missing': 'manque : {item}',
  'flaws.lacking': '{name} : manque',

  'forms.type': 'type : {word}',
  'forms.requestType': 'une demande a un type',
  'forms.noTypeKindName': 'aucun type ni genre de ce nom',
  'forms.typesKinds': `{detail}
types : {formTypes}
genres : {formKinds}`,

  'composeForward.allowedInboxThreadDocument':
    '{text} : permis : inbox/THREAD/DOCUMENT ou request/...',
  'composeForward.nothingEnclosedEnclose': "rien n'est joint : --enclose",

  'composeLimits.words':
    '{urgentDirect} h si urgent, {urgentIndirect} h si urgent par des tiers, {other} h sinon',
  'composeLimits.nothingSaidStandardOnes': '{whose} : rien de dit, donc les délais standard',
  'composeLimits.from': '{whose} : {limits}, à partir du {from}',
  'composeLimits.ours': 'les nôtres',
  'composeLimits.theirs': 'les leurs',
  'composeLimits.whatAgreedBeforeHolds':
    "l'accord d'avant vaut jusqu'au début des nouveaux délais, ensuite les délais standard",
  'composeLimits.standardOnesHold': "les délais standard s'appliquent",
  'composeLimits.limits': 'délais : {hold}',
  'composeLimits.notAgreedTwoStates':
    'NON CONVENU : les deux États disent des délais différents ; {until}',
  'composeLimits.bothSayOtherOnes': "les deux États en disent d'autres, qui commencent plus tard",

  'composeLogin.fileHoldsNoSession': 'le fichier ne contient aucun jeton de session',
  'composeLogin.loginSignAnotherGateway':
    'la connexion à signer est pour une autre passerelle, un autre agent ou une autre session',
  'composeLogin.loginSignLapsedRemove':
    'la connexion à signer a expiré : supprimez-la et recommencez',

  'position.onlyLastNumberLatitude':
    "seul le dernier nombre d'une latitude ou d'une longitude a des décimales",
  'position.minutesSecondsBelow': 'minutes et secondes sont inférieures à 60',
  'position.noneTheseForms': "elle n'a aucune de ces formes",
  'position.longitudeStandsFirstLatitude':
    'la longitude est en premier ; la latitude doit venir en premier',
  'position.oneNumberOther': "un nombre est N ou S, l'autre E ou W",
  'position.latitudeComesFirstMore': 'la latitude, qui vient en premier, dépasse 90 degrés',
  'position.longitudeMoreDegrees': 'la longitude dépasse 180 degrés',

  'recipient.named': '{authority} de {state}',
  'recipient.notKnown': "{text} n'est pas connu",
  'recipient.noAuthorityNeighbourConfirmed':
    "{said}, et aucune autorité d'un voisin à la liaison confirmée n'est connue",
  'recipient.nearest': '{said} ; proche : {near}',

  'composeRelease.noQuestionReleaseWaits':
    "aucune demande de consentement à une transmission n'attend votre réponse ici",
  'composeRelease.oneAsk': 'laquelle ? --ask {first}',

  'composeSubject.expectedObject': 'un objet JSON est attendu',
  'composeSubject.unknownMemberAllowed': 'membre inconnu ; permis : {allowed}',
  'composeSubject.noneFilesFound': "{unknown} n'est aucun des fils trouvés",
  'composeSubject.noneToTell':
    "tout ce qui a été trouvé relève d'échanges avec des États tiers : choisissez --also THREAD, --leave-out THREAD ou --restricted GROUND",
  'composeSubject.noneSeen':
    "rien n'a été trouvé là où l'on a cherché : augmentez --searches, ou choisissez --restricted GROUND",
} as const;
