export const frenchCommandsDisclosure = {
  'disclosureEvidence.says':
    "Montrer quels consentements et avis sont dus parce qu'un fil porte sur des preuves, et par qui.",
  'disclosureEvidence.afterOption': 'continuer après ce document, le dernier vu',
  'disclosureEvidence.asksNeighbour': 'Pour demander au voisin :',
  'disclosureEvidence.consentsYourOwnDocuments':
    'Pour consentir ; à vos propres documents seulement :',
  'disclosureEvidence.tellsProvider': "Pour aviser l'État qui a fourni :",
  'disclosureEvidence.asksFormally': 'Pour demander formellement :',
  'disclosureEvidence.evidenceDescription':
    'Demander ce qui doit servir de preuve, en décider, en aviser ou le demander formellement.',
  'disclosureEvidence.evidenceFileArgument':
    "JSON : '{kind, purpose, handling?, body}' ; sans fichier : un formulaire, voir --kind",
  'disclosureEvidence.kindOption': 'sans fichier : {evidentialKinds}',
  'disclosureEvidence.answersOption':
    "ce à quoi il répond, si ce n'est ni ce qu'il nomme ni le plus récent du voisin",
  'disclosureEvidence.help': `Genres : {evidentialKinds}.
Seuls une autorité centrale, un procureur ou un juge décident d'un consentement, le retirent (un rappel avec "effect") et signent ce qui
est formel. Une demande formelle qui cite ce que le voisin a dit nomme le consentement qui le permet. "show --verbose" dit le SHA-256 de
chaque document. Tant que \`liaise status\` de la passerelle dit que les actes formels sont bloqués, une demande formelle, une réponse à
une telle demande et un consentement sont refusés, avec ce qui manque (FORMAL_ACT_BLOCKED) ; le refus ou le retrait d'un consentement et
les avis à décharge ne le sont jamais.

Le formulaire demande les documents par leurs identifiants, entiers ou leurs huit derniers caractères, une fois que \`show\` a montré le
fil ici ; leurs empreintes sont prises dans le fil, vérifiées. Les fichiers d'un document sont nommés par
--set items.0.attachments='["SHA-256"]'.
{formHelp}`,
  'disclosureEvidence.withoutFileKind': 'sans fichier : --kind, un de {kinds}',
  'disclosureEvidence.kindExpectedOneAbout':
    '{file} : kind : un genre qui porte sur des preuves est attendu',
  'disclosureEvidence.markExculpatoryDescription':
    'Marquer un document qui parle pour une personne accusée ; personne ne peut annuler la marque.',
  'disclosureEvidence.markExculpatoryDocumentArgument': 'identifiant du document, pris dans le fil',
  'disclosureEvidence.markExculpatoryHelp': `Dès lors un avis à décharge (exculpatory-notice) est dû à l'État qui a fourni le document : avant de le divulguer, ou sans délai après,
avec le motif (Convention des Nations Unies, art. 18, par. 5 et 19). "owed" l'énumère jusqu'à son envoi.`,
  'disclosureEvidence.markedBefore': 'Il était déjà marqué.',
  'disclosureEvidence.marked': 'Marqué.',

  'disclosureForward.forwardDescription':
    "Transmettre à un voisin ce que d'autres États ont dit, avec leur consentement.",
  'disclosureForward.forwardFileArgument':
    "JSON : '{to: {state, authority}, purpose, handling?, body}' ; aucun : un formulaire est rempli",
  'disclosureForward.forwardEncloseOption': 'ce qui est transmis ; peut être donné plusieurs fois',
  'disclosureForward.forwardHelp': `C'est à un officier de liaison ou à un agent de permanence d'envoyer une transmission : qui l'a envoyée la suit par les commandes de
\`request\`. Ce qui est arrivé se trouve dans la boîte de réception (inbox), que lit un agent de permanence ; une réponse se trouve avec la
demande, que lit son officier de liaison. Un consentement se trouve dans le fil de chaque document : demandez-le par \`ask-consent\`. La
transmission est traitée aussi strictement que tout ce qu'elle joint ; "handling" ne peut qu'y ajouter.`,
  'disclosureForward.noDocumentRead': "{item} n'est pas un document de {thread} qui puisse être lu",

  'owed.allOption': 'aussi ceux qui ont une réponse',
  'owed.limitOption': 'au plus tant de lignes, 1 à 100',
  'owed.nothingHere': 'Rien ici.',
  'owed.nobodyOwesAnswer': 'Personne ne doit de réponse.',
  'owed.moreFollowAfter': "D'autres suivent : --after {next}",

  'disclosureRecall.description':
    "Rappeler ce que votre État a dit, ou restreindre ce qu'on peut en faire.",
  'disclosureRecall.fileTakesBack': 'Un fichier qui rappelle :',
  'disclosureRecall.fileNarrowsHandlingOnly':
    'Un fichier qui restreint ; "handling" ne peut que devenir plus strict, "tlp" peut manquer :',
  'disclosureRecall.descriptionPutRightWhat':
    'Corriger ce que votre État a dit ; le document reste, avec la correction.',
  'disclosureRecall.help': `Seulement des documents que votre propre État a envoyés, à tout moment, même quand la demande a pris fin. Qui les détient répond sous un
jour : c'est fait, ou c'est impossible et pourquoi. "handling" à côté de "body" est celui de ce document lui-même.

Le formulaire demande les identifiants des documents, entiers ou leurs huit derniers caractères, une fois que \`show\` a montré le fil
ici.
{formHelp}`,
  'disclosureRecall.recallOption':
    "quel rappel ou quelle correction, s'il y en a plusieurs en attente",
  'disclosureRecall.complyDescription':
    "Dire au voisin qu'il a été donné suite à son rappel, à sa restriction ou à sa correction.",
  'disclosureRecall.complyHelp': `Ce que le voisin a rappelé n'est plus délivré par cette passerelle dès ce moment. Supprimez d'abord vos propres copies. Ce que votre
État a transmis, il le rappelle d'abord lui-même (\`recalls\` dit où), et attend les réponses : elles partent avec celle-ci.`,
  'disclosureRecall.cannotDescription':
    "Dire au voisin qu'il ne peut pas être donné suite à son rappel ou à sa correction.",
  'disclosureRecall.cannotFileArgument': 'un fichier avec le motif',
  'disclosureRecall.cannotHelp':
    "Ce qui a été rappelé reste lisible, et le dit. La réponse dit aussi à qui votre État l'a transmis et ce qu'ils ont répondu.",
  'disclosureRecall.says':
    "Montrer qui n'a pas répondu à un rappel ou à une correction, le voisin ou votre État.",
  'disclosureRecall.afterOption': 'continuer après ce rappel, le dernier vu',

  'disclosureRelease.askConsentDescription':
    "Demander au voisin si ce qu'il a dit peut aller plus loin, ou sortir de la passerelle.",
  'disclosureRelease.askConsentDocumentArgument': 'identifiant de son document, pris dans le fil',
  'disclosureRelease.askConsentFileArgument': 'un fichier avec le motif',
  'disclosureRelease.askConsentRecipientOption':
    'à qui ; votre propre autorité pour sortir un fichier',
  'disclosureRelease.askConsentThroughOption':
    "qui le transmet entre les deux, dans l'ordre ; peut être donné deux fois",
  'disclosureRelease.askConsentUntilOption': "jusqu'à quand",
  'disclosureRelease.askConsentHelp': `Ce qui est marqué H2, ou TLP AMBER et au-dessus, ne va à personne d'autre, et aucun fichier de ce qui est marqué H2 ou RED ne quitte la
passerelle, avant que son auteur n'y ait consenti : pour un document, un destinataire, une finalité, jusqu'à un terme fixé. Les
fichiers d'un danger pour la vie se prennent pour la finalité SAFETY_OF_LIFE sans demander.

Ce qui est venu par un autre État, donc par une transmission, ne va plus loin qu'avec le consentement de chaque État sur son chemin,
quel que soit son marquage. Demandez à qui vous l'a transmis ; il demande à l'État précédent, avec --through pour chaque autorité qui le
transmet après lui.`,
  'disclosureRelease.askOption': 'quelle question, si plusieurs attendent',
  'disclosureRelease.consentDescription':
    "Consentir à ce que le destinataire nommé par le voisin reçoive ce qu'a dit votre État.",
  'disclosureRelease.consentUntilOption': "jusqu'à quand, si ce n'est pas comme demandé",
  'disclosureRelease.consentEncloseOption':
    "pour une transmission : le consentement de l'État dont elle transmet le document ; une fois pour chacun",
  'disclosureRelease.consentHelp': `Il nomme le document, le destinataire, la finalité et le terme, et voyage avec le document. Vous le retirez par un rappel du
consentement ; plus rien ne part alors en vertu de lui. Ce qui est parti avant reste où il est : pour l'atteindre, rappelez le document.

Une transmission de vous va plus loin avec les consentements de ceux dont elle transmet les documents : demandez-les d'abord, avec
--through.`,
  'disclosureRelease.denyConsentDescription': "Refuser que ce qu'a dit votre État aille plus loin.",
  'disclosureRelease.denyConsentFileArgument': 'un fichier avec le motif',
  'disclosureRelease.askedBy': 'demandé par {by}',
  'disclosureRelease.askedByAt': 'demandé par {by} le {at}',
  'disclosureRelease.says':
    "Montrer qui a demandé si quelque chose peut aller plus loin et n'a pas encore de réponse.",
  'disclosureRelease.afterOption': 'continuer après cette question, la dernière vue',
  'disclosureRelease.owed': 'DÛ',
} as const;
