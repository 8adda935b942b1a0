export const frenchErrorsSecondA = {
  'error.ALREADY_CLAIMED.title': 'Un autre agent est titulaire de cette demande.',
  'error.ALREADY_CLAIMED.remedy':
    "C'est le titulaire qui répond ; votre texte n'est pas perdu, il vous reste. Seuls les agents de sa liste d'accès la lisent : faites-vous y inscrire, ou ouvrez un accès d'urgence (`break-glass`). Si le titulaire est injoignable, ouvrez un accès d'urgence pour HOLDER_UNREACHABLE, puis attribuez-vous la demande avec `liaise inbox assign` ; en cas de danger pour la vie, ou si la liste d'accès vous désigne comme suppléant, attribuez-la-vous aussitôt. Après une réponse, le détail nomme les documents arrivés depuis.",
  'error.ANSWERED_MEANWHILE.title':
    'Un collègue a répondu depuis le dernier document que vous aviez lu.',
  'error.ANSWERED_MEANWHILE.remedy':
    'Lisez les documents que nomme le détail ; puis répondez de nouveau, en indiquant que vous les avez lus. Votre texte vous reste.',
  'error.BROADCAST_IMPOSSIBLE.title':
    'Une demande à plusieurs États va à huit au plus, et une seule fois à chaque autorité.',
  'error.BROADCAST_IMPOSSIBLE.remedy':
    'Laissez de côté qui est déjà sollicité, ou commencez une autre diffusion pour les autres.',
  'error.COLLEAGUE_UNKNOWN.title':
    "Cette personne n'est pas un collègue qui peut agir maintenant à votre bureau de votre autorité.",
  'error.COLLEAGUE_UNKNOWN.remedy':
    'Nommez un agent de votre autorité qui a le rôle de votre bureau, autre que vous-même : `liaise officer list` les montre.',
  'error.CONTENT_ERASED.title':
    "Le contenu a été licitement effacé ; ce qui reste prouve seulement qu'il a existé.",
  'error.CONTENT_ERASED.remedy': "Adressez-vous à l'autorité qui détient les originaux.",
  'error.DOCUMENT_KNOWN.title': "Ce document a déjà été soumis, avec d'autres octets.",
  'error.DOCUMENT_KNOWN.remedy':
    'Rédigez un nouveau document ; chaque document a son propre identifiant.',
  'error.DUPLICATE_CHECKS_SPENT.title':
    "L'agent a épuisé les trente recherches de doublons de cette heure.",
  'error.DUPLICATE_CHECKS_SPENT.remedy':
    "Cherchez de nouveau à l'heure que donne le détail. Une demande peut partir sans recherche : un bureau qui travaille peut-être déjà sur le même objet est averti, mais pas l'agent, et le journal de garde le consigne.",
  'error.ERASURE_CASE_OPEN.title':
    "L'affaire de ce fil est ouverte : un dossier de preuve en a été remis, ou un consentement ou une demande formelle est en vigueur. Il n'est effacé qu'une fois un gel posé et levé.",
  'error.ERASURE_CASE_OPEN.remedy':
    "S'il doit être gardé, un administrateur pose un gel. Sinon, un administrateur pose un gel et deux le lèvent, après le plus récent de ces actes : `liaise retention hold`, `liaise retention lift` ; puis ordonnez de nouveau l'effacement.",
  'error.EVIDENCE_ANSWERED.title':
    "Cette demande de consentement à l'usage comme preuve a déjà sa réponse.",
  'error.EVIDENCE_ANSWERED.remedy':
    'Rien à faire : la première réponse vaut. Un rappel la reprend ; un nouveau consentement répond au document lui-même.',
  'error.GLASS_SPENT.title':
    "Un agent peut ouvrir un accès d'urgence à cinq fils en un jour, et l'a fait.",
  'error.GLASS_SPENT.remedy':
    "Adressez-vous à l'agent qui a le fil, ou à un collègue. Un danger pour la vie, tout agent du bureau le lit sans cela.",
  'error.ITEM_RECALLED.title':
    "L'État qui l'a dit l'a rappelé, et cet État-ci s'y est conformé : le contenu n'est plus communiqué.",
  'error.ITEM_RECALLED.remedy':
    "Adressez-vous à l'État qui l'a dit ; identifiants, empreintes, accusés et journal de garde sont toujours ici.",
  'error.LIFT_NEEDS_TWO.title':
    "La levée d'un blocage demande deux agents : l'un la propose, un autre la confirme.",
  'error.LIFT_NEEDS_TWO.remedy':
    "Faites-la confirmer par un collègue de l'autorité, ou proposez-la d'abord.",
  'error.NOT_FOUND.title': "Cet objet n'existe pas, ou vous n'avez pas à le voir.",
  'error.NOT_FOUND.remedy':
    "Vérifiez l'identifiant. Les objets d'autres autorités ont exactement l'air d'objets inconnus.",
  'error.NOT_HOLDER.title': "Seul l'agent qui a pris une demande en charge peut y répondre.",
  'error.NOT_HOLDER.remedy': "Prenez d'abord la demande en charge : `liaise inbox claim`.",
  'error.NOT_ON_ROSTER.title':
    "Vous n'êtes pas sur la liste d'accès de ce fil : seuls ses agents le lisent.",
  'error.NOT_ON_ROSTER.remedy':
    "Demandez à l'agent qui a le fil de vous y inscrire : `liaise inbox roster-add`, `liaise request roster-add`. Si cela ne peut attendre, `break-glass` vous ouvre l'accès pour quelques heures, avec un motif ; l'agent qui a le fil et l'autre État en sont avertis aussitôt.",
  'error.NOT_STOPPED.title': "Aucun blocage n'est en vigueur dans ce fil.",
  'error.NOT_STOPPED.remedy':
    "Rien à faire : regardez de nouveau le fil, le blocage a été levé ou n'a jamais été posé.",
  'error.RECALL_ANSWERED.title': 'Ce rappel ou cette correction a déjà sa réponse.',
  'error.RECALL_ANSWERED.remedy': 'Rien à faire : la première réponse vaut. Regardez le fil.',
  'error.RELEASE_ANSWERED.title':
    'Cette demande de consentement à aller plus loin a déjà sa réponse.',
  'error.RELEASE_ANSWERED.remedy':
    "Rien à faire : la première réponse vaut. Ce consentement se reprend par un rappel du document qui l'a donné.",
  'error.REVIEW_NOT_DUE.title': "Ce dossier n'est pas à réexaminer.",
  'error.REVIEW_NOT_DUE.remedy':
    "Relisez la liste des réexamens : un collègue l'a maintenu, ou quelque chose a été dit depuis.",
  'error.REVIEW_TOO_LONG.title': 'Un réexamen ne maintient pas un dossier aussi longtemps.',
  'error.REVIEW_TOO_LONG.remedy':
    "Indiquez un jour plus proche, qui n'est pas passé : au plus tard le prochain réexamen selon la règle, et pas après le jour où le dossier disparaît.",
  'error.ROSTER_FULL.title': "La liste d'accès d'un fil n'admet pas plus d'agents.",
  'error.ROSTER_FULL.remedy': "Retirez ceux qui n'ont plus besoin d'en connaître.",
  'error.ROSTER_MEMBER.title': "L'agent peut déjà lire le fil, ou n'est pas sur sa liste d'accès.",
  'error.ROSTER_MEMBER.remedy':
    "Regardez la liste d'accès. Qui a un fil en charge n'en est pas retiré : il le remet à un autre.",
  'error.ROSTER_NOT_YOURS.title': "C'est l'agent qui a le fil qui dit qui d'autre peut le lire.",
  'error.ROSTER_NOT_YOURS.remedy':
    "Demandez-le à cet agent ; si personne n'a le fil, prenez-le d'abord. Si cet agent ne peut plus agir, tout agent de la liste d'accès le fait ; s'il n'en reste aucun, quiconque a ouvert un accès d'urgence.",
  'error.STOP_RISK_TO_LIFE.title':
    "Un agent seul ne bloque pas ce qui est dit à un autre État d'un danger pour la vie.",
  'error.STOP_RISK_TO_LIFE.remedy':
    "Répondez ce qui sauve la vie ; ce qui ne peut être dit d'une personne, refusez-le en citant son motif.",
  'error.STOP_WITHDRAWAL.title':
    "Un blocage est accompagné d'un simple retrait si le voisin travaille encore sur la demande, et seulement alors.",
  'error.STOP_WITHDRAWAL.remedy':
    "Signez un retrait de ce fil avec le motif \"The request needs no answer any more.\", la finalité de la demande, sans restriction ni pièce jointe. Si la demande a pris fin, ou si c'est l'autre État qui l'a faite, n'en joignez pas.",
  'error.SUBJECT_ASKS_OPEN.title':
    "Trop de demandes d'un État à l'autre sur des personnes attendent une réponse, ou sont arrivées en un jour : aucune autre n'est prise pour le moment.",
  'error.SUBJECT_ASKS_OPEN.remedy':
    "Retirez celles qui n'appellent plus de réponse, ou attendez des réponses ; puis demandez de nouveau. Un État sollicité répond à ce qui attend : `liaise subject asks --received --purpose DATA_SUBJECT_RIGHTS`.",
  'error.SUBJECT_ASKS_SPENT.title':
    "Vous avez interrogé d'autres États sur des personnes aussi souvent qu'un agent le peut en un jour.",
  'error.SUBJECT_ASKS_SPENT.remedy':
    "Revenez à l'heure que nomme le détail, ou laissez demander un autre délégué à la protection des données ; ce qui a été envoyé le reste.",
  'error.SUBJECT_SEARCHES_SPENT.title':
    "Un agent peut chercher une personne cinquante fois par jour, et l'a fait ; chaque page compte pour une fois.",
  'error.SUBJECT_SEARCHES_SPENT.remedy':
    "Revenez à l'heure que nomme le détail, ou laissez chercher un autre délégué à la protection des données.",
  'error.SUBJECT_TOO_VAGUE.title':
    'Une personne se cherche par un nom dont un mot a au moins deux lettres, ou par un numéro.',
  'error.SUBJECT_TOO_VAGUE.remedy':
    'Donnez chaque graphie du nom entier, ou des numéros de documents, de téléphones et de plaques.',
  'error.THREAD_STOPPED.title': "Un agent de cette autorité a bloqué le fil : rien n'en part plus.",
  'error.THREAD_STOPPED.remedy':
    "Regardez le blocage : un agent en propose la levée, un autre la confirme. Seuls partent encore, dans les termes fixes que donne le détail : un retrait, la réponse COMPLIED à un rappel, et l'avis que quelque chose parle en faveur d'une personne accusée ; un mot d'arrêt part aussi.",
  'error.UPLOAD_UNKNOWN.title':
    "Une pièce jointe du document n'a pas été téléversée, ou sa taille ou son empreinte diffère.",
  'error.UPLOAD_UNKNOWN.remedy':
    'Téléversez de nouveau le fichier et soumettez avec le nouvel identifiant de téléversement.',
  'error.ADDRESS_MISMATCH.title':
    "Liaison, expéditeur, destinataire ou identifiant du message diffèrent entre l'enveloppe signée et l'acheminement.",
  'error.ADDRESS_MISMATCH.remedy':
    "Voyez cela avec le voisin : un message a été acheminé sur une liaison, ou sous un identifiant, pour lesquels il n'était pas fait.",
  'error.ATTACHMENTS_MISMATCH.title':
    'Document, enveloppe et clés ne nomment pas les mêmes pièces jointes.',
  'error.ATTACHMENTS_MISMATCH.remedy':
    'Téléversez de nouveau les pièces jointes et soumettez un nouveau document.',
  'error.ATTACHMENTS_OVER_LIMIT.title':
    "Le document a plus de pièces jointes, ou une plus grande, que n'en accepte l'État auquel il va ou dont il vient.",
  'error.ATTACHMENTS_OVER_LIMIT.remedy':
    "Envoyez des fichiers moins nombreux ou plus petits, au besoin en plusieurs documents ; les limites sont `limits.attachmentsPerDocument` et `limits.attachmentBytes`. Ce qu'un voisin a envoyé est gardé en quarantaine, et il a un refus signé.",
  'error.ATTACHMENT_BOUND.title':
    "Un fichier joint vient d'un autre État : à un tiers, il ne va qu'avec une transmission du document qui l'a apporté.",
  'error.ATTACHMENT_BOUND.remedy':
    "Transmettez avec `forward` le document que nomme le détail, avec le fichier, pour qu'un rappel atteigne quiconque l'a ; si la réponse est CONSENT_MISSING, demandez d'abord le consentement de son État avec `ask-consent`. Vers l'État qui l'a envoyé, dans un autre fil, un fichier retourne pour la finalité pour laquelle il a été donné, et un fichier lié une fois le consentement obtenu par `ask-consent`. Ce qui a été rappelé ne va nulle part.",
  'error.ATTACHMENT_INFECTED.title':
    "L'antivirus de votre propre État a trouvé quelque chose dans le fichier ; il n'a pas été pris, ou n'est pas remis.",
  'error.ATTACHMENT_INFECTED.remedy':
    "Le détail nomme la signature virale. Nettoyez l'appareil d'où vient le fichier et prévenez votre responsable de la sécurité ; le journal a ses empreintes. Si le fichier est lui-même une preuve, mettez-le dans une archive chiffrée par un mot de passe, que personne ne peut analyser et que chacun voit marquée comme non analysée. Ce qui a été reçu est gardé scellé : rien n'est perdu, et des signatures virales plus récentes le jugeront de nouveau.",
  'error.ATTACHMENT_KEPT.title':
    "Le document n'est pas parti : un fichier joint vient d'un autre État et ne peut être envoyé plus loin avec lui.",
  'error.ATTACHMENT_KEPT.remedy':
    "Envoyez-le sans le fichier ; un agent qui a le document qui l'a apporté peut transmettre celui-ci, avec le fichier. Seul un auditeur peut trouver quel document l'a apporté : adressez-vous à votre superviseur ou au délégué à la protection des données, et nommez le document qui n'est pas parti.",
  'error.ATTACHMENT_NOT_COMPLETE.title': "La pièce jointe n'est pas arrivée en entier.",
  'error.ATTACHMENT_NOT_COMPLETE.remedy':
    'Attendez : le transfert se poursuit de lui-même. Le détail dit combien de fragments sont ici.',
  'error.ATTACHMENT_REFUSED.title':
    'La pièce jointe ne peut être prise : ce qui en a été annoncé dépasse les limites.',
  'error.ATTACHMENT_REFUSED.remedy': 'Demandez au voisin de la renvoyer, en fichiers plus petits.',
  'error.ATTACHMENT_TYPE_DIFFERS.title':
    "Une pièce jointe n'est pas ce que dit son nom ou son type de média.",
  'error.ATTACHMENT_TYPE_DIFFERS.remedy':
    "Donnez à la pièce jointe que nomme le détail l'extension et le type de média de ce qu'elle est, ou une extension qui ne nomme aucun type connu et `application/octet-stream`. Puis signez un nouveau document ; le fichier n'a pas à être renvoyé.",
  'error.BATCH_MALFORMED.title':
    "Une publication sur la frontière ne suit pas le format d'échange.",
  'error.BATCH_MALFORMED.remedy':
    'Vérifiez la version de la passerelle du voisin ; les octets sont gardés en quarantaine.',
  'error.BROADCAST_NEEDED.title':
    'La même chose a été demandée à un autre État en moins de 24 heures.',
  'error.BROADCAST_NEEDED.remedy':
    "Demandez à tous en une seule diffusion, qui dit pourquoi tous doivent être sollicités : `liaise request send --also-to STATE/authority --proportionality ...`. Retirez ce qui a déjà été envoyé (`liaise request withdraw`) et sollicitez de nouveau cet État dans la diffusion. S'il a répondu, dites-le dans la nouvelle demande : d'autres mots font une autre demande.",
  'error.COMPOSED_TIME_INVALID.title':
    "Le document a été rédigé plus de 24 h avant d'être scellé, ou plus de 5 min après.",
  'error.COMPOSED_TIME_INVALID.remedy':
    "Vérifiez l'horloge de l'appareil de rédaction ; rédigez et signez de nouveau.",
  'error.CONSENT_EFFECT.title':
    "Un consentement à l'usage comme preuve est repris sans dire ce que devient ce qui a déjà servi ; ou cela est dit sans qu'aucun ne soit repris.",
  'error.CONSENT_EFFECT.remedy':
    "Indiquez `effect` si le rappel nomme un consentement à l'usage comme preuve, et seulement alors.",
  'error.DIRECTORY_FORK.title':
    "L'enveloppe du voisin nomme une autre histoire de son annuaire que celle qu'il nous a donnée.",
  'error.DIRECTORY_FORK.remedy': 'Arrêtez la liaison et comparez les deux chaînes avec le voisin.',
  'error.DIRECTORY_STALE.title':
    "Depuis 24 h le voisin n'a pas dit que son annuaire est le plus récent : des messages attendent.",
  'error.DIRECTORY_STALE.remedy':
    "Rien à faire : les messages partent d'eux-mêmes dès que son annuaire est arrivé. Si cela dure, examinez la liaison avec le voisin.",
  'error.DOCUMENT_REPLAYED.title': 'Un document déjà accepté est revenu sous une autre enveloppe.',
  'error.DOCUMENT_REPLAYED.remedy':
    "Rien n'est perdu : le premier vaut. Voyez cela avec le voisin.",
  'error.DUPLICATE_NOT_SEEN.title':
    "D'autres travaillent déjà sur l'objet de la demande, et l'agent n'a pas confirmé l'avoir vu.",
  'error.DUPLICATE_NOT_SEEN.remedy':
    "Montrez à l'agent les fils que nomme `threads` et, avec `otherDesk`, qu'un autre bureau y travaille peut-être déjà. Pour envoyer malgré tout, soumettez le même document avec ces fils comme `duplicatesSeen` et avec `otherDeskSeen` ; avec `liaise`, omettez `--yes`, ou ajoutez `--duplicates-seen`.",
  'error.EVIDENCE_CONSENT_NEEDED.title':
    "La demande formelle cite ce qu'a dit l'autre État, qui n'a pas consenti à cet usage, ou n'y consent plus.",
  'error.EVIDENCE_CONSENT_NEEDED.remedy':
    "Demandez son consentement par une evidence-consent-request, et nommez le consentement dans la demande formelle ; ou omettez l'élément que nomme le détail.",
  'error.EVIDENCE_IMPOSSIBLE.title':
    "Ce qui est demandé, consenti, marqué ou cité comme preuve n'est pas ce qui figure dans le fil, ou dépasse ce qui a été demandé.",
  'error.EVIDENCE_IMPOSSIBLE.remedy':
    "Nommez des documents de ce fil par le SHA-256 de leurs octets signés, avec des fichiers qui leur appartiennent : pour un consentement, ou une réponse qui remet, ceux que votre propre État a dits et n'a pas rappelés ; pour une demande, ceux de l'autre. Le détail nomme le membre.",
  'error.FORWARD_IMPOSSIBLE.title':
    "Ce que contient la transmission n'est pas ici pour être transmis.",
  'error.FORWARD_IMPOSSIBLE.remedy':
    "Transmettez ce que votre autorité a reçu et que son État n'a pas repris ; le détail dit quel document, et pourquoi il ne peut l'être.",
  'error.HASH_MISMATCH.title':
    "L'enveloppe signée appartient à d'autres octets que ceux qui l'accompagnaient.",
  'error.HASH_MISMATCH.remedy':
    'Voyez cela avec le voisin ; les octets sont gardés en quarantaine.',
  'error.NARROWING_LAXER.title':
    'Le traitement que donne une restriction est moins strict que celui qui vaut à présent.',
  'error.NARROWING_LAXER.remedy':
    'Conservez chaque code de traitement et les mots de H3, ajoutez-y, et ne laissez garder aucun document plus longtemps.',
  'error.NOT_THE_SIGNER.title':
    'Le document nomme un autre agent, une autre autorité ou une autre clé que la session par laquelle il est venu.',
  'error.NOT_THE_SIGNER.remedy':
    'Connectez-vous avec la clé qui signe, et rédigez le document sous votre propre nom.',
  'error.OPENING_NOT_SENT.title':
    "Le document qui ouvre ce fil a été retenu, donc rien d'autre du fil ne part.",
  'error.OPENING_NOT_SENT.remedy':
    "Voyez pourquoi le premier document a été retenu, puis signez-en un nouveau et envoyez-le. Un mot d'arrêt vaut tout de même dans cet État.",
  'error.OPEN_FAILED.title': "Un message n'a pu être traité pour une raison qui tient à nous.",
  'error.OPEN_FAILED.remedy':
    "Signalez l'identifiant de quarantaine aux mainteneurs du logiciel ; les octets sont gardés.",
  'error.PACKAGES_SPENT.title':
    'Le nombre de dossiers de preuve en préparation, ou demandés, a atteint sa limite.',
  'error.PACKAGES_SPENT.remedy':
    "Le détail dit de quoi il s'agit. Attendez que le dossier soit prêt, ou demandez demain : `liaise package list`.",
  'error.PACKAGE_CONCERNS_DIFFER.title':
    "Ce n'est pas le nombre actuel de constats, ou le destinataire a déjà été avisé de tous.",
  'error.PACKAGE_CONCERNS_DIFFER.remedy':
    'Un constat est ce qui ne vaut plus de ce sur quoi le dossier repose : `liaise package status` les numérote. Avisez le destinataire de tous, puis consignez le numéro du dernier.',
  'error.PACKAGE_IMPOSSIBLE.title': 'Cela ne peut se faire avec un dossier de preuve de ce fil.',
  'error.PACKAGE_IMPOSSIBLE.remedy':
    "Le détail dit pourquoi : les fils sur la protection ou sur des personnes concernées n'ont pas de dossier, une liste est pleine, ou le dossier a été remis ou n'a pas été retiré. Voyez `liaise package status`.",
  'error.PACKAGE_NOT_SUPERSEDED.title': "Le dossier que celui-ci doit remplacer ne peut l'être.",
  'error.PACKAGE_NOT_SUPERSEDED.remedy':
    "Nommez un dossier de ce fil qui a été fait et n'est pas remplacé : `liaise package list`.",
  'error.PACKAGE_VARIANT_INVALID.title':
    "Ce qui doit être montré au lecteur d'un dossier, ou retenu, ne nomme rien qui puisse l'être.",
  'error.PACKAGE_VARIANT_INVALID.remedy':
    "Le détail le nomme. Donnez des noms de valeurs, des types d'inscriptions, ou des identifiants de documents de ce fil ; ce qui est dû à tout lecteur reste.",
  'error.PARENT_MISMATCH.title':
    "Le document répond à quelque chose qui n'est pas de son fil, ou qui a été échangé avec d'autres.",
  'error.PARENT_MISMATCH.remedy': 'Répondez au dernier document du fil.',
  'error.PARENT_MISSING.title':
    "Le document auquel celui-ci répond n'est pas arrivé, ou a été refusé.",
  'error.PARENT_MISSING.remedy':
    "Voyez ce qu'est devenu le document précédent, envoyez-le de nouveau, puis celui-ci.",
  'error.PEER_NOT_CONFIRMED.title':
    "Le voisin n'a pas été confirmé par deux administrateurs de ce côté.",
  'error.PEER_NOT_CONFIRMED.remedy':
    'Envoyez à un État que liste `GET /api/v1/peers`, jamais au vôtre. Pour un autre, comparez les douze mots et lancez `liaise peer confirm` avec deux administrateurs.',
  'error.POLICY_FORBIDS.title':
    'Selon le jeu de règles de votre propre État, ceci ne part pas ; ou il a changé entre votre signature et le sceau.',
  'error.POLICY_FORBIDS.remedy':
    "Le détail nomme les règles et leur loi ; `liaise policy show` les donne en entier. Omettez ce qu'elles interdisent, choisissez une autre voie (une demande formelle, un autre destinataire), ou, si l'on vous le demande, refusez en citant le motif.",
  'error.PROTOCOL_BELOW_FLOOR.title':
    "Aucune version du protocole n'est commune avec le voisin, ou seule une version inférieure à celle qui servait sur la liaison : des messages attendent.",
  'error.PROTOCOL_BELOW_FLOOR.remedy':
    'Mettez à jour le côté le plus ancien. Pour revenir en arrière volontairement, les deux côtés confirment le voisin de nouveau, chacun avec deux administrateurs.',
  'error.RECALL_IMPOSSIBLE.title':
    "Ce qui est rappelé, restreint ou corrigé n'est pas un document de ce fil dit par le même État, ou il y a trop de rappels.",
  'error.RECALL_IMPOSSIBLE.remedy':
    'Nommez des documents que votre propre État a envoyés dans ce fil ; un rappel et sa réponse ne peuvent être rappelés.',
  'error.RECALL_NOT_PASSED_ON.title':
    "Ce qui est rappelé a été transmis par votre État, et qui l'a reçu de lui ne s'y est pas encore conformé.",
  'error.RECALL_NOT_PASSED_ON.remedy':
    "Rappelez, restreignez ou corrigez d'abord votre transmission, dans chaque fil que nomme le détail, ou faites-le faire par l'autorité qu'il nomme, et attendez la réponse ; dites ensuite que vous vous y êtes conformé. Si son détenteur ne le peut, ou ne peut plus être informé, répondez CANNOT et dites-le.",
  'error.RECEIPT_INVALID.title': "Un accusé ne prouve pas ce qu'il affirme.",
  'error.RECEIPT_INVALID.remedy':
    'Voyez cela avec le voisin ; le message reste ouvert et est envoyé de nouveau.',
  'error.RECIPIENT_MISMATCH.title':
    'Le document signé nomme un autre destinataire, une autre liaison ou une autre clé que ceux de son envoi.',
  'error.RECIPIENT_MISMATCH.remedy':
    "Relisez l'annuaire, rédigez et signez de nouveau. Un message dont l'adresse a été changée n'est jamais ouvert.",
  'error.RECIPIENT_UNKNOWN.title': "L'autorité destinataire n'est pas dans l'annuaire du voisin.",
  'error.RECIPIENT_UNKNOWN.remedy':
    'Choisissez une autorité de la liste : `GET /api/v1/directory/authorities`, ou `liaise authority list`.',
  'error.RELEASE_IMPOSSIBLE.title':
    "Le consentement à ce qu'un document aille plus loin ne se demande qu'à l'État qui l'a dit, et se donne dans les termes de la question.",
  'error.RELEASE_IMPOSSIBLE.remedy':
    "Nommez un document de ce fil envoyé par l'autre État, avec son empreinte ; répondez avec les mêmes document, destinataire et finalité. Pour une transmission, il ne se donne qu'à votre propre autorité, afin d'en sortir les fichiers ; pour transmettre ce qu'elle contient, demandez à l'auteur de l'envoyer.",
  'error.RELEASE_NEEDED.title':
    "Selon son traitement, ceci ne quitte la passerelle, ou votre autorité, qu'avec le consentement de son auteur.",
  'error.RELEASE_NEEDED.remedy':
    "Demandez-le à l'auteur avec `ask-consent`, en nommant votre propre autorité, la finalité et jusqu'à quand ; puis essayez de nouveau pour cette finalité. En cas de danger pour la vie, indiquez la finalité SAFETY_OF_LIFE : aucun consentement n'est nécessaire. Une transmission que doit avoir une autre autorité de votre État lui est envoyée de nouveau par qui l'a transmise.",
  'error.RULE_NOT_WAIVED.title':
    'Aucune dérogation à cette règle ne vaut pour le fil sous ce profil.',
  'error.RULE_NOT_WAIVED.remedy':
    "Donnez la règle et le profil d'une dérogation en vigueur, tels que `liaise package waivers` les montre.",
  'error.RULE_UNWAIVABLE.title': 'Nul ne déroge à cette règle.',
  'error.RULE_UNWAIVABLE.remedy':
    "Il n'y a jamais de dérogation à l'intégrité (INT), au journal de garde (LOG) ni au consentement de l'État qui l'a dit (CON-01) : réparez ce que nomme la règle.",
  'error.SCANNER_BUSY.title':
    "Tant de fichiers sont demandés que l'antivirus n'a pu traiter celui-ci à temps.",
  'error.SCANNER_BUSY.remedy':
    "Réessayez dans une demi-minute. Parmi ceux qui attendent, passe d'abord qui demande le moins de fichiers, et nul agent n'en fait analyser plus de deux à la fois : demandez-les l'un après l'autre. Si personne d'autre n'attend, un fichier trop long à analyser est remis, marqué comme non analysé.",
  'error.SEALED_TIME_AHEAD.title':
    "Le message dit avoir été scellé plus de 24 h après l'heure présente.",
  'error.SEALED_TIME_AHEAD.remedy':
    "Comparez les horloges des deux passerelles ; l'expéditeur scelle de nouveau quand son horloge est juste. Les octets sont gardés en quarantaine.",
  'error.SEAL_FAILED.title':
    "Un document n'a pu être scellé pour une raison qui tient à nous ; il n'est pas parti.",
  'error.SEAL_FAILED.remedy':
    "Tant qu'il est en attente d'envoi, il est repris de lui-même et rien n'est perdu. S'il a été retenu, signez un nouveau document. Signalez aux mainteneurs du logiciel ce qu'en dit le journal du service de scellement.",
  'error.SEQUENCE_REUSED.title': 'Le voisin a utilisé deux fois un numéro de la liaison.',
  'error.SEQUENCE_REUSED.remedy':
    'Comparez les deux chaînes avec le voisin ; les octets sont gardés en quarantaine.',
  'error.SIGNED_PROOF_INVALID.title':
    "La preuve qu'un agent suspendu depuis a signé avant n'est pas de ce document ou pas de ce journal.",
  'error.SIGNED_PROOF_INVALID.remedy':
    "Voyez cela avec le voisin ; les octets sont gardés en quarantaine. Le document a besoin d'un autre signataire.",
  'error.STATE_KEY_UNKNOWN.title':
    "L'annuaire de l'État expéditeur ne certifie aucune clé pour cet usage à ce moment.",
  'error.STATE_KEY_UNKNOWN.remedy':
    'Demandez au voisin de publier ses clés ; les octets sont gardés en quarantaine.',
  'error.TRANSFER_IMPOSSIBLE.title':
    "L'autorité à laquelle une demande est confiée n'est pas dans l'annuaire de son État, ne peut être saisie à ce sujet, ou l'a déjà.",
  'error.TRANSFER_IMPOSSIBLE.remedy':
    'Choisissez une autre autorité que `liaise authority list` montre pour cet État.',
  'error.UPLOAD_LIMIT.title': 'Trop de téléversements sont en cours.',
  'error.UPLOAD_LIMIT.remedy':
    "Terminez d'abord un téléversement, ou réessayez dans une minute : ceux qui sont inactifs sont alors abandonnés.",
  'error.UPLOAD_NOT_OPEN.title': "Ce téléversement n'est pas en cours pour cet agent et cette clé.",
  'error.UPLOAD_NOT_OPEN.remedy':
    'Recommencez le téléversement : inactif une minute, il est abandonné.',
  'error.UPLOAD_OUT_OF_ORDER.title':
    "Une partie d'un téléversement n'est pas venue à sa place ou est trop longue.",
  'error.UPLOAD_OUT_OF_ORDER.remedy':
    "Envoyez des parties de 768 KiB au plus, l'une après l'autre ; le détail nomme la suivante.",
  'error.WAIVERS_SPENT.title': "Un fil n'admet pas plus de dérogations.",
  'error.WAIVERS_SPENT.remedy':
    'Montrez plutôt ce que demande la règle : les dérogations qui ont pris fin comptent aussi.',
} as const;
