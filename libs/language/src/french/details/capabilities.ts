// Details of errors about requests and what follows them.
export const frenchDetailsCapabilities = {
  'newer: {}': 'documents plus récents : {1}',
  'others before': "d'autres avant",
  'not received by your authority, or not yours to read':
    "non reçu par votre autorité, ou que vous n'avez pas à lire",
  'recalled by its State': 'rappelé par son État',
  'not the bytes of {}': 'les octets ne sont pas du type {1}',
  'not the bytes of {}, but of {}': 'les octets ne sont pas du type {1}, mais du type {2}',
  '/attachments must be empty': '/attachments doit être vide',
  '/body must name each document once': '/body doit nommer chaque document une seule fois',
  '/body must not name the document itself': '/body ne doit pas nommer le document lui-même',
  '/body/answerBy must be within {} days': '/body/answerBy doit tomber dans un délai de {1} jours',
  '/body/consentRefs/{}: it never stood': "/body/consentRefs/{1} : n'a jamais été en vigueur",
  '/body/facts must not be empty, unless /body/withheld':
    '/body/facts ne doit pas être vide, sauf avec /body/withheld',
  '/body/facts only of what is held, not {}':
    '/body/facts seulement pour ce qui est détenu, pas avec {1}',
  '/body/measure tells what is held': '/body/measure dit ce qui est détenu',
  '/body/recipient: has had it on its way': "/body/recipient : l'a déjà eu sur son trajet",
  '/body/restrictions must be there exactly when it is RESTRICTED':
    '/body/restrictions doit figurer avec RESTRICTED, et seulement alors',
  '/body/restrictions only of what is withheld':
    '/body/restrictions seulement pour ce qui est retenu',
  '/body/sought must have a name or a number': '/body/sought doit avoir un nom ou un numéro',
  '/body/{} must be over': '/body/{1} doit être passé',
  '/body/{} must be still to come': '/body/{1} doit être encore à venir',
  '/handling/retentionMonths must be {} or more: the file must outlast the term':
    '/handling/retentionMonths doit être de {1} ou plus : le dossier doit être gardé plus longtemps que ne dure le délai',
  '/handling/retentionMonths must last a month longer than /body/answerBy':
    '/handling/retentionMonths doit durer un mois de plus que /body/answerBy',
  '/periods/{} overlaps, or ends before it begins':
    '/periods/{1} en chevauche une autre, ou finit avant son début',
  '/purpose DATA_SUBJECT_RIGHTS is of asks about a person and their answers':
    '/purpose DATA_SUBJECT_RIGHTS est réservé aux demandes sur une personne et à leurs réponses',
  'WAIVER_WITHDRAWN {}': 'WAIVER_WITHDRAWN {1}',
  'a State is not its own neighbour': "un État n'est pas son propre voisin",
  'a certificate of it is being judged': "un certificat de ce dossier est en cours d'examen",
  'a hand-over of it is on record': 'une remise de ce dossier est consignée',
  'a hold of this id was set before': 'un gel de cet identifiant a déjà été posé',
  'a key brings a new certificate once in 24 hours at most':
    'une clé apporte un nouveau certificat une fois en 24 heures au plus',
  'a place must be `next` of a page, or a thread':
    "une position dans la liste est le `next` d'une page, ou un fil",
  'a posting begins, and ends, no earlier than it is issued':
    "une affectation ne commence, ni ne finit, avant d'être établie",
  'a posting ends after it begins': 'une affectation finit après son début',
  'a posting lies within the mandate of the officer':
    "une affectation tient dans le mandat de l'agent",
  'a registrar': 'un registraire',
  'a registrar is certified for twelve months at most':
    'un registraire est certifié pour douze mois au plus',
  'a registrar of the authority must sign': "il faut la signature d'un registraire de l'autorité",
  'again from {}': 'de nouveau à partir du {1}',
  'an administrator must sign': "il faut la signature d'un administrateur",
  'another desk': 'un autre bureau',
  'another notice': 'un autre avis',
  'another root than the one pinned': 'une autre racine que celle qui est fixée ici',
  'another takes its place': 'un autre le remplace déjà',
  'asked already': 'déjà sollicité',
  'at most until {}': 'au plus tard le {1}',
  'attachment {}': 'pièce jointe {1}',
  'attachment {} has {} bytes; at most {}': 'pièce jointe {1} : taille de {2} octets, au plus {3}',
  'attachment {}, came with {}': 'pièce jointe {1}, venue avec {2}',
  'attachment {}: {}': 'pièce jointe {1} : {2}',
  'beyond the log': 'au-delà du journal',
  'can be shown to nobody by name': 'ne peut être montré à personne par son nom',
  'cannot comply': "ne peut pas s'y conformer",
  'cases in lists': 'affaires dans des listes',
  'claim while {}': "prise en charge dans l'état {1}",
  'consistency {}': 'cohérence {1}',
  'directory of {}': 'annuaire de {1}',
  'document of message {}': 'document du message {1}',
  'document {}': 'document {1}',
  'ended at {}': 'a pris fin le {1}',
  'entry of another State': "inscription d'un autre État",
  'entry of another chain': "inscription d'une autre chaîne",
  'expired at {}': 'a expiré le {1}',
  'handed on by {}': 'transmis par {1}',
  'has not answered': "n'a pas répondu",
  'holds for more than {} hours': 'vaut plus de {1} heures',
  'host and sending State are two, and one of them is this State':
    "l'État d'accueil et l'État d'envoi sont distincts, et l'un d'eux est cet État",
  'in another thread of the operation': "dans un autre fil de l'opération",
  'is no attachment of the document': "n'est pas une pièce jointe du document",
  'is no value, entry or document of the thread':
    "n'est ni une valeur, ni une inscription, ni un document du fil",
  'is owed to every reader': 'est dû à tout lecteur',
  'is said twice': 'est dit deux fois',
  'issued before the officer was suspended': "établie avant la suspension de l'agent",
  'issued before the posting was ended': "établie avant la fin mise à l'affectation",
  'it is another document, or says more': "c'est un autre document, ou il en dit plus",
  'it is missing': 'il manque',
  'it is ordered already': "c'est déjà ordonné",
  'it may say only outcome "COMPLIED", purpose "{}"':
    'il ne peut dire que outcome "COMPLIED", purpose "{1}"',
  'it may say only reason "{}", and the purpose of the request':
    'il ne peut dire que reason "{1}", et la finalité de la demande',
  'it may say only {}': 'il ne peut dire que {1}',
  'its purpose is another one': 'sa finalité est une autre',
  'its version must be above {}, the one in force':
    'sa version doit être supérieure à {1}, celle en vigueur',
  'its version must be at most {}, {} above the one in force':
    'sa version doit être au plus {1}, soit {2} de plus que celle en vigueur',
  'key of the hand-over': 'clé de la remise',
  'key of the log': 'clé du journal',
  'leaf {}': 'feuille {1}',
  'named .{}, stated to be {}': 'nom en .{1}, type annoncé : {2}',
  'needs a named reader': 'exige un lecteur nommé',
  'no case shows rule {} at work': "aucun exemple ne montre l'effet de la règle {1}",
  'no case shows what may leave': 'aucun exemple ne montre ce qui peut partir',
  'no encryption key of this fingerprint is certified':
    "aucune clé de chiffrement de cette empreinte n'est certifiée",
  'no log key': 'aucune clé de journal',
  'no notice': 'aucun avis',
  'no package key': 'aucune clé des dossiers',
  'no reason': 'aucune raison',
  'no stamp of the log': 'aucun horodatage du journal',
  'no such hold stands on this thread': "ce gel n'est pas en vigueur sur ce fil",
  'no time-stamp authority has stamped the custody log in time: wait some minutes, or the administrator reads `liaise doctor`':
    "aucune autorité d'horodatage n'a horodaté à temps le journal de garde : attendez quelques minutes, ou dites à l'administrateur de lire `liaise doctor`",
  'no time-stamp authority is configured: the administrator names one in `tsa1` of liaise.json and starts the gateway again':
    "aucune autorité d'horodatage n'est configurée : dites à l'administrateur d'en nommer une dans `tsa1` de liaise.json et de redémarrer la passerelle",
  'no time-stamp of the last two hours compares the clock of the gateway: wait for the next one':
    "aucun horodatage des deux dernières heures ne permet de comparer l'horloge de la passerelle : attendez le prochain",
  'no witness key': 'aucune clé de témoin',
  'nobody beside one neighbour has cosigned the custody log, and the two could rewrite it: the administrator names a witness outside in `witness1` of liaise.json, or looks whether it answers':
    "personne d'autre qu'un voisin n'a contresigné le journal de garde, et les deux pourraient le réécrire : dites à l'administrateur de nommer un témoin extérieur dans `witness1` de liaise.json, ou de regarder s'il répond",
  'nobody has fetched it since': "personne ne l'a récupéré depuis",
  'nobody stands in for oneself': 'nul ne se remplace soi-même',
  'none of this thread and reader that was made':
    'aucun dossier constitué pour ce fil et ce lecteur',
  'none was given': "aucune n'a été donnée",
  'not an entry about retention': "ce n'est pas une inscription sur la conservation",
  'not an entry of the directory': "pas une inscription de l'annuaire",
  'not an entry of the peers': 'pas une inscription de la chaîne des voisins',
  'not received here': 'pas reçu ici',
  'not sealed': 'non scellé',
  'nothing newer': 'rien de plus récent',
  'one of this thread': 'un dossier de ce fil',
  'one stands in at the post, and within the posting, of an officer of the authority':
    "un remplacement se fait au poste, et pendant l'affectation, d'un agent de l'autorité",
  'one upload for each attachment of the document':
    'un téléversement pour chaque pièce jointe du document',
  'only what this State asks is withdrawn': 'seul ce que cet État demande peut être retiré',
  'original of message {}': 'original du message {1}',
  'piece {}': 'partie {1}',
  'proof {}': 'preuve {1}',
  'record and index': 'relevé et index',
  'resume of what this State has lifted': 'resume de ce que cet État a déjà levé',
  'revocation lists of the time-stamp authorities':
    "listes de révocation des autorités d'horodatage",
  'sealed bytes': 'octets scellés',
  'signature of line {}': 'signature de la ligne {1}',
  'something else': 'autre chose',
  'taken back by its State': 'repris par son État',
  'the audit service has not said for a minute that nothing stands against it: the administrator looks whether it runs':
    "depuis une minute, le service audit n'a pas dit que rien ne s'y oppose : dites à l'administrateur de regarder si ce service tourne",
  'the clock of the gateway is more than 5 s wrong by outside clocks: the administrator sets it':
    "selon des horloges extérieures, l'horloge de la passerelle est fausse de plus de 5 s : dites à l'administrateur de la régler",
  'the custody log waits for the cosignatures that it is to have: the administrator looks whether the links to its witnesses are up':
    "le journal de garde attend les contresignatures qu'il doit avoir : dites à l'administrateur de regarder si les liaisons avec ses témoins sont établies",
  'the id of an event': "l'identifiant d'un événement",
  'the key belongs to another officer': 'la clé appartient à un autre agent',
  'the key belongs to another registrar': 'la clé appartient à un autre registraire',
  'the key itself must sign': 'il faut la signature de la clé elle-même',
  'the key was ended, and no key comes back': 'il a été mis fin à la clé, et aucune clé ne revient',
  'the link belongs to another neighbour': 'la liaison appartient à un autre voisin',
  'the lowest version is above the highest': 'la version la plus basse dépasse la plus haute',
  'the pack is another State’s': "le jeu de règles est celui d'un autre État",
  'the root entry stands first, once':
    "l'inscription de la racine vient en premier, une seule fois",
  'the root must sign': 'il faut la signature de la racine',
  'the root must sign itself': 'la racine doit se signer elle-même',
  'the stop-word never reached the neighbour, who cannot lift it: withdraw or refuse, and begin a new operation':
    "le mot d'arrêt n'est jamais parvenu au voisin, qui ne peut donc le lever : retirez ou refusez, et commencez une nouvelle opération",
  'the term begins when the request is delivered': 'le délai commence quand la demande est livrée',
  'the witness did not sign': "le témoin n'a pas signé",
  'there is nothing to end': "il n'y a rien à quoi mettre fin",
  'thread {}': 'fil {1}',
  'to must be after from': 'to doit être postérieur à from',
  'two administrators must accept a broker':
    'il faut deux administrateurs pour accepter un courtier',
  'two administrators must confirm a neighbour':
    'il faut deux administrateurs pour confirmer un voisin',
  'two administrators must lift a hold': 'deux administrateurs doivent lever un gel',
  'two administrators must order that a thread is erased':
    "deux administrateurs doivent ordonner l'effacement d'un fil",
  'two administrators must set how long what is kept':
    'deux administrateurs doivent fixer combien de temps les choses sont gardées',
  'two administrators must sign a policy pack':
    'il faut la signature de deux administrateurs pour un jeu de règles',
  'two cases are called {}': "deux exemples s'appellent {1}",
  'two registrars': 'deux registraires',
  'two registrars of every authority must sign':
    'il faut la signature de deux registraires de chaque autorité',
  'two registrars of the authority must sign':
    "il faut la signature de deux registraires de l'autorité",
  'two rules are called {}': "deux règles s'appellent {1}",
  'unknown authority': 'autorité inconnue',
  'unknown link': 'liaison inconnue',
  'unknown officer': 'agent inconnu',
  '{} attachments; at most {}': 'pièces jointes : {1}, au plus {2}',
  '{} by now, told of {} before': 'constats à présent : {1}, dont déjà signalés : {2}',
  '{} certificates of it': '{1} certificats de ce dossier',
  '{} hand-overs of it': '{1} remises de ce dossier',
  '{} hold, {} are stated': 'en vigueur : {1} ; indiqué : {2}',
  '{} in this thread already': 'déjà {1} dans ce fil',
  '{} leaves': '{1} feuilles',
  '{} leaves, {} unnamed': 'feuilles : {1}, dont non nommées : {2}',
  '{} more': '{1} de plus',
  '{} must be after {} and at most {} days after it':
    '{1} doit être postérieur à {2}, de {3} jours au plus',
  '{} of document {}': '{1} du document {2}',
  '{} of the authority must sign': "signature exigée de l'autorité : {1}",
  '{} of this thread': '{1} pour ce fil',
  '{} of {} chunks': 'fragments : {1} sur {2}',
  '{} stop-words of this State hold already': "{1} mots d'arrêt de cet État sont déjà en vigueur",
  '{} stop-words were told already': "{1} mots d'arrêt ont déjà été signalés",
  '{} wait': '{1} en attente',
  '{} within a day': '{1} en un jour',
  '{} {}, at most {}': '{1} {2}, au plus {3}',
  '{}: ahead by {} to {} ms': '{1} : en avance de {2} à {3} ms',
  '{}: ids that begin with {} are built in':
    '{1} : les identifiants qui commencent par {2} sont ceux des règles intégrées',
  '{}: {} {} within an hour': '{1} : {2} {3} en une heure',
  'cases with {} documents and files': 'dossiers avec {1} documents et fichiers',
  cases: 'dossiers',
  '{} in {} {}': '{1}, fil {2} : {3}',
  '/body/items/{}: recalled': '/body/items/{1} : rappelé',
} as const;
