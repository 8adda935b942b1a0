export const frenchErrorsFirstC = {
  'error.CEREMONY_INVALID.title':
    "Un fichier d'invitation ou d'acceptation est endommagé ou ne va pas avec l'autre.",
  'error.CEREMONY_INVALID.remedy':
    'Donnez les fichiers que demande le détail. Si ce sont ceux-là, ils ont été changés en chemin : échangez-les de nouveau, et ne continuez pas avec des mots différents.',
  'error.CERTIFICATE_ENDED.title':
    'Un certificat TLS de cette installation a pris fin : ses services ne se joignent plus, ou ne se joindront plus après le prochain démarrage.',
  'error.CERTIFICATE_ENDED.remedy':
    'Lancez `liaise key renew` avec le dossier des personnes, puis redémarrez `liaise up`.',
  'error.CONSENT_INVALID.title':
    "Le consentement de l'auteur du document ne couvre pas cette transmission : le détail dit ce qui diffère.",
  'error.CONSENT_INVALID.remedy':
    "Demandez à l'auteur un consentement pour ce document, ce destinataire et cette finalité, qui vaut encore le jour de la transmission, avec `--through` pour chaque autorité intermédiaire qui transmet le document. Ce qui est venu par un autre État demande un consentement de chaque État du trajet.",
  'error.CONSENT_MISSING.title':
    "Un document d'une transmission ne peut aller plus loin qu'avec le consentement signé de son auteur : à cause de ses règles de traitement, d'une autre finalité, ou parce qu'il est venu par un autre État.",
  'error.CONSENT_MISSING.remedy':
    "Demandez à l'auteur : `liaise inbox ask-consent`, ou `liaise request ask-consent` si c'est votre État qui a demandé ; transmettez-le une fois le consentement venu.",
  'error.CONTACT_POINT_ENDED.title':
    'La désignation du point de contact national a pris fin : personne ne reçoit plus copie des échanges.',
  'error.CONTACT_POINT_ENDED.remedy':
    'Désignez-le de nouveau avec la clé racine : `liaise key extend`, ou désignez-en un autre par `liaise authority contact-point`.',
  'error.ENCLOSED_INVALID.title':
    "Un document joint à une transmission, ou à une réponse à un rappel, n'est pas ce que son État a signé pour l'État qui l'apporte.",
  'error.ENCLOSED_INVALID.remedy':
    "Joignez le document entier, tel qu'il est venu, par `liaise request forward`. Il ne va à aucun État par lequel il est déjà passé, et franchit quatre frontières au plus.",
  'error.ENDS_IN_30_DAYS.title':
    'Une clé, une autorité, un registraire, un mandat ou une liaison prend fin dans moins de 30 jours.',
  'error.ENDS_IN_30_DAYS.remedy':
    '`liaise doctor` dit ce qui prend fin et que faire ; tenez maintenant la cérémonie annuelle (`deploy/guide/run.md#the-yearly-ceremony`).',
  'error.ENDS_IN_7_DAYS.title':
    'Une clé, une autorité, un registraire, un mandat ou une liaison prend fin dans moins de 7 jours.',
  'error.ENDS_IN_7_DAYS.remedy':
    "`liaise doctor` dit ce qui prend fin et que faire : faites-le aujourd'hui.",
  'error.ENDS_IN_90_DAYS.title':
    'Une clé, une autorité, un registraire, un mandat ou une liaison prend fin dans moins de 90 jours.',
  'error.ENDS_IN_90_DAYS.remedy':
    '`liaise doctor` dit ce qui prend fin et que faire ; fixez la date de la cérémonie annuelle (`deploy/guide/run.md#the-yearly-ceremony`).',
  'error.FORWARD_HANDLING_LOOSER.title':
    "Une transmission serait traitée moins strictement que ce qu'elle contient.",
  'error.FORWARD_HANDLING_LOOSER.remedy':
    "Donnez-lui tous les codes, marques et restrictions de ce qu'elle contient, et pas plus de mois de conservation que le plus petit nombre qui y figure ; signez de nouveau et envoyez.",
  'error.INDEX_LIMIT.title': 'Il y a plus de mots à indexer ou à chercher que permis.',
  'error.INDEX_LIMIT.remedy': 'Cherchez moins de mots.',
  'error.KEYS_ENDED.title':
    "Des clés ou des autorités de cet État ne sont plus certifiées : plus rien n'est scellé ni signé, et plus aucun accusé n'est donné, tant qu'elles ne le sont pas de nouveau.",
  'error.KEYS_ENDED.remedy':
    'Certifiez de nouveau les mêmes clés avec la clé racine : `liaise key extend`. Ce qui attend part alors automatiquement.',
  'error.KEY_FILE_INVALID.title':
    'Un fichier de clé ne contient pas le genre de clé que dit son nom.',
  'error.KEY_FILE_INVALID.remedy': 'Restaurez le fichier nommé dans le détail.',
  'error.KEY_FILE_UNSAFE.title':
    "Un fichier de clé ou son dossier peut être lu ou remplacé par d'autres.",
  'error.KEY_FILE_UNSAFE.remedy':
    'Mettez le mode 0600 (dossier 0700) et, comme propriétaire, le compte du service.',
  'error.KEY_MISSING.title': "Un fichier de clé n'est pas là.",
  'error.KEY_MISSING.remedy':
    'Restaurez le fichier nommé dans le détail, ou créez-le avec `liaise`.',
  'error.LINK_ENDED.title':
    "Un certificat TLS d'une liaison a pris fin : la liaison est coupée, ou le sera au prochain démarrage.",
  'error.LINK_ENDED.remedy':
    "S'il est de cet État, lancez `liaise key renew` avec le dossier des personnes, puis redémarrez `liaise up`. Si c'est l'autorité de certification TLS du voisin, confirmez de nouveau le voisin.",
  'error.MANDATE_ENDED.title': "Le mandat d'un agent a pris fin : l'agent ne peut plus rien faire.",
  'error.MANDATE_ENDED.remedy':
    "Deux registraires l'accordent de nouveau par `liaise officer add` ; pour un agent parti, l'un d'eux signe `liaise officer suspend`.",
  'error.OFFICER_NOT_VALID_AT.title': "Le mandat de l'agent ne couvre pas ce moment.",
  'error.OFFICER_NOT_VALID_AT.remedy':
    "Demandez aux registraires de l'autorité une inscription signée.",
  'error.OFFICER_ROLE_MISSING.title': "Ce rôle n'a pas été donné à l'agent.",
  'error.OFFICER_ROLE_MISSING.remedy':
    "Demandez aux registraires de l'autorité une inscription signée.",
  'error.OFFICER_SUSPENDED.title': "L'agent est suspendu par une inscription signée.",
  'error.OFFICER_SUSPENDED.remedy': 'Il faut deux registraires pour un nouveau mandat.',
  'error.OFFICER_UNKNOWN.title': "Aucun agent de l'État n'a cette clé.",
  'error.OFFICER_UNKNOWN.remedy': "Demandez aux registraires de l'autorité une inscription signée.",
  'error.OFFICER_WRONG_AUTHORITY.title':
    'La clé appartient à un autre agent ou à une autre autorité que ceux qui sont nommés.',
  'error.OFFICER_WRONG_AUTHORITY.remedy':
    "Signez avec la clé que l'annuaire attribue à cet agent et à cette autorité.",
  'error.PEER_KEYS_ENDED.title':
    'Des clés ou des autorités du voisin ne sont plus certifiées par sa racine : rien ne peut être scellé pour lui.',
  'error.PEER_KEYS_ENDED.remedy':
    "Appelez le voisin : sa racine signe `liaise key extend`. Ce qui attend part alors automatiquement, dans les 24 heures de sa signature ; d'ici là, faites vos demandes par une autre voie.",
  'error.REGISTRAR_ENDED.title':
    "La certification d'un registraire a pris fin : il ne peut accorder aucun mandat ni suspendre personne.",
  'error.REGISTRAR_ENDED.remedy':
    'Certifiez-le de nouveau avec la clé racine : `liaise key extend --registrar NAME`, ou nommez-en un autre par `liaise registrar add`.',
  'error.STORAGE_CORRUPT.title':
    "Un contenu enregistré ne se déchiffre pas : il a été modifié, déplacé dans une autre ligne, ou sa clé n'est pas la bonne.",
  'error.STORAGE_CORRUPT.remedy':
    'Gardez la ligne comme preuve et restaurez-la depuis une sauvegarde.',
  'error.TRUST_CERTIFICATE_CHANGED.title':
    "Un certificat enregistré n'est plus celui qui avait été enregistré : la base de données a été modifiée de l'extérieur.",
  'error.TRUST_CERTIFICATE_CHANGED.remedy':
    'Gardez la base de données comme preuve et cherchez qui y avait accès.',
  'error.TRUST_CERTIFICATE_FOREIGN.title':
    "Le certificat n'a pas l'empreinte que nomme l'annuaire.",
  'error.TRUST_CERTIFICATE_FOREIGN.remedy':
    "Envoyez le certificat de la clé nommée dans l'annuaire.",
  'error.TRUST_CERTIFICATE_LIMIT.title':
    'Trop de versions du même certificat sont déjà enregistrées.',
  'error.TRUST_CERTIFICATE_LIMIT.remedy': "Accordez à l'agent une nouvelle clé.",
  'error.TRUST_CHAIN_BROKEN.title':
    "Une inscription enregistrée de l'annuaire n'est pas valable ou manque : la base de données a été modifiée de l'extérieur, ou est revenue à un état plus ancien.",
  'error.TRUST_CHAIN_BROKEN.remedy':
    'Personne ne travaille avant que la chaîne soit entière. Gardez une copie de la base de données comme preuve, remettez les inscriptions comme le dit `deploy/guide/alarms.md#chains-of-signed-entries`, et cherchez qui y avait accès.',
  'error.TRUST_CHAIN_FULL.title': 'La chaîne a atteint sa plus grande longueur.',
  'error.TRUST_CHAIN_FULL.remedy': 'Commencez une nouvelle chaîne avec une nouvelle racine.',
  'error.TRUST_ENTRIES_MISSING.title':
    "Une déclaration d'annuaire ne fait pas suite aux inscriptions connues ici.",
  'error.TRUST_ENTRIES_MISSING.remedy':
    'Demandez au voisin les inscriptions depuis la version nommée dans le détail.',
  'error.TRUST_ENTRY_CERTIFICATE.title':
    "Un certificat d'une inscription n'est pas admis ou n'est pas celui que nomme son empreinte.",
  'error.TRUST_ENTRY_CERTIFICATE.remedy':
    "Rédigez de nouveau l'inscription avec le bon certificat.",
  'error.TRUST_ENTRY_KEY.title':
    "Une clé de journal, de témoin ou d'événements d'une inscription n'est pas une clé Ed25519 à laquelle on puisse se fier.",
  'error.TRUST_ENTRY_KEY.remedy':
    "Refaites la clé et rédigez l'inscription avec elle ; le détail dit ce qui ne va pas.",
  'error.TRUST_ENTRY_TIME.title':
    "L'heure d'une inscription est dans le futur, trop ancienne, ou loin de ses signatures.",
  'error.TRUST_ENTRY_TIME.remedy':
    "Vérifiez les horloges, rédigez de nouveau l'inscription et signez-la dans la semaine.",
  'error.TRUST_FORK.title': 'Un État a montré deux annuaires différents sous la même version.',
  'error.TRUST_FORK.remedy':
    'Cessez de vous fier à la liaison ; comparez les deux chaînes avec le voisin, en personne.',
  'error.TRUST_FRESHNESS_CHANGED.title':
    "Une attestation d'actualité enregistrée n'est pas valable : la base de données a été modifiée de l'extérieur.",
  'error.TRUST_FRESHNESS_CHANGED.remedy':
    'Gardez la base de données comme preuve et cherchez qui y avait accès.',
  'error.TRUST_KEY_TAKEN.title':
    "Une clé de journal, de témoin ou d'événements d'une inscription, ou son nom, appartient déjà à un autre État.",
  'error.TRUST_KEY_TAKEN.remedy':
    "Rien n'a été gardé : le détail nomme l'État auquel elle appartient ici, et l'un des deux a nommé ce qui n'est pas à lui, peut-être le premier venu. Interrogez les deux en personne ; une fois l'État en faute retiré comme voisin, l'autre est admis.",
  'error.TRUST_NOTE_INVALID.title':
    "La note des têtes de chaîne hors de la base de données n'est pas signée par la clé de ce journal, ou est endommagée.",
  'error.TRUST_NOTE_INVALID.remedy':
    "Personne ne travaille avant qu'elle soit rétablie. Gardez le fichier, cherchez qui l'a changé, et remettez `checkpoint/chains` depuis sa copie la plus récente.",
  'error.TRUST_NOTE_MISSING.title':
    "La note des têtes de chaîne hors de la base de données manque, alors que le journal de garde dit qu'elle est tenue.",
  'error.TRUST_NOTE_MISSING.remedy':
    "Personne ne travaille avant qu'elle soit là. Remettez `checkpoint/chains` depuis sa copie la plus récente ; `deploy/guide/alarms.md#chains-of-signed-entries` dit que faire s'il n'y en a pas.",
  'error.TRUST_NOT_SET_UP.title': "La chaîne de l'annuaire de cet État est vide.",
  'error.TRUST_NOT_SET_UP.remedy': 'Lancez `liaise init`, ou restaurez la base de données.',
  'error.TRUST_PEER_UNKNOWN.title': "Cet État n'est pas un voisin confirmé.",
  'error.TRUST_PEER_UNKNOWN.remedy':
    'Établissez la liaison : invitation, acceptation, douze mots, deux administrateurs.',
  'error.TRUST_POINT_UNKNOWN.title':
    'Aucun annuaire de cet État qui ait jamais été confirmé ici ne mène à ce point.',
  'error.TRUST_POINT_UNKNOWN.remedy':
    "Comparez le point avec le voisin : le message repose peut-être sur un historique qu'il n'a jamais montré.",
  'error.TRUST_SIGNATURE_COUNT.title':
    'Une inscription ne porte aucune signature ou en porte trop.',
  'error.TRUST_SIGNATURE_COUNT.remedy':
    'Faites signer les octets exacts par les personnes qui peuvent faire cette inscription.',
  'error.TRUST_SIGNATURE_INVALID.title':
    "Une signature d'une inscription de l'annuaire n'est pas valable.",
  'error.TRUST_SIGNATURE_INVALID.remedy':
    'Faites signer les octets exacts par les personnes qui peuvent faire cette inscription.',
  'error.TRUST_SIGNER_TWICE.title': 'La même personne a signé deux fois une inscription.',
  'error.TRUST_SIGNER_TWICE.remedy':
    'Faites signer les octets exacts par les personnes qui peuvent faire cette inscription.',
  'error.TRUST_SIGNER_UNKNOWN.title':
    "Une signature n'est de personne qui puisse faire cette inscription à ce moment.",
  'error.TRUST_SIGNER_UNKNOWN.remedy':
    "Si le détail nomme un État, remettez l'inscription à la passerelle de cet État ; s'il nomme une autorité, composez l'inscription de nouveau avec la bonne. Sinon, faites signer les octets exacts par les personnes qui peuvent faire cette inscription.",
  'error.TRUST_STATEMENT_INVALID.title':
    "Une déclaration d'annuaire n'est pas de cette liaison ou n'est pas signée par l'État qu'elle nomme.",
  'error.TRUST_STATEMENT_INVALID.remedy':
    'Demandez au voisin de la renvoyer ; si cela se répète, appelez-le.',
  'error.TRUST_VERSION_OLD.title':
    "Une déclaration d'annuaire nomme une version inférieure à la plus haute déjà vue.",
  'error.TRUST_VERSION_OLD.remedy':
    'Rien à faire si elle était en retard ; si cela se répète, interrogez le voisin.',
  'error.BULK_READING.title':
    "Un agent a lu beaucoup d'affaires ou de documents en une heure, ou en a vu un très grand nombre dans des listes.",
  'error.BULK_READING.remedy':
    "Demandez à l'agent et à son autorité pourquoi ; si ce n'est pas l'agent qui a lu, suspendez-le aussitôt. L'auditeur voit chaque affaire lue, et chaque liste avec le nombre de ses entrées.",
  'error.ENROLMENT_OTHER_ROOT.title':
    "La racine que vous avez donnée n'est pas la racine de cet État ; le jeton n'a pas été utilisé.",
  'error.ENROLMENT_OTHER_ROOT.remedy':
    "Comparez --root, caractère par caractère, avec ce qu'un registraire vous a dit, et relancez la même commande. Si c'est bien ce qui vous a été dit, cette passerelle n'est pas celle de votre État : n'envoyez rien par elle et prévenez le registraire.",
  'error.ENROLMENT_REFUSED.title':
    "Le jeton d'enregistrement n'appartient pas à cet agent et à cette clé, ou a été utilisé.",
  'error.ENROLMENT_REFUSED.remedy':
    "Si le détail dit qu'il a été utilisé pour cette clé, connectez-vous sans lui (`liaise login` sans --enrol). Sinon, vérifiez l'agent, la clé et le fichier du jeton ; s'ils sont justes, demandez aux registraires de l'autorité une nouvelle inscription et un nouveau jeton.",
  'error.LOGIN_OTHER_PLACE.title':
    'La déclaration de connexion nomme un autre État ou une autre origine.',
  'error.LOGIN_OTHER_PLACE.remedy':
    "Vérifiez le code de l'État et l'adresse de la passerelle, tels qu'un registraire vous les a dits : quelqu'un vous en a peut-être montré une autre.",
  'error.LOGIN_REFUSED.title':
    "La clé n'est pas enregistrée ici, la déclaration n'est pas signée avec elle, ou elle nomme un autre agent ou un autre jeton.",
  'error.LOGIN_REFUSED.remedy':
    "À la première connexion avec une clé, donnez le jeton à usage unique de votre registraire (`liaise login --enrol`). Si la clé est enregistrée, connectez-vous avec elle comme l'agent pour lequel elle l'a été ; sinon, interrogez un registraire de votre autorité.",
  'error.LOGIN_REPLAYED.title': 'La déclaration de connexion a déjà servi.',
  'error.LOGIN_REPLAYED.remedy': 'Connectez-vous de nouveau avec votre clé.',
  'error.LOGIN_TIME.title':
    'La déclaration de connexion est périmée, vaut trop longtemps ou vient du futur.',
  'error.LOGIN_TIME.remedy': "Vérifiez l'horloge de cet ordinateur et connectez-vous de nouveau.",
  'error.PERMISSION_DENIED.title': "Aucun rôle de l'agent ne permet cela.",
  'error.PERMISSION_DENIED.remedy':
    "Adressez-vous à quelqu'un qui a l'un des rôles nommés dans le détail.",
  'error.PURPOSE_MISSING.title': "Lire ceci exige d'indiquer une finalité.",
  'error.PURPOSE_MISSING.remedy':
    'Indiquez pour cette lecture une des finalités de la liste ; elle est journalisée avant que rien soit montré.',
  'error.SESSION_EXPIRED.title': 'La session a pris fin.',
  'error.SESSION_EXPIRED.remedy': 'Connectez-vous de nouveau avec votre clé.',
  'error.SESSION_FORGED.title':
    "La ligne de cette session n'est pas ce que son agent a signé à la connexion.",
  'error.SESSION_FORGED.remedy':
    "Quelqu'un a écrit à la main dans la table des sessions : cherchez qui le peut, gardez la ligne, prévenez l'auditeur. L'agent se connecte de nouveau.",
  'error.SESSION_UNKNOWN.title': "Cette session n'existe pas.",
  'error.SESSION_UNKNOWN.remedy': 'Connectez-vous de nouveau avec votre clé.',
  'error.CLOCK_BLOCKS.title':
    "Des horloges extérieures disent que l'horloge de cette machine est fausse de plus de 5 s.",
  'error.CLOCK_BLOCKS.remedy':
    "Aucun acte formel n'est accepté ni ne part avant qu'elle soit juste (FORMAL_ACT_BLOCKED). Réglez l'horloge.",
  'error.CLOCK_OFFSET.title':
    "Des horloges extérieures disent que l'horloge de cette machine est fausse de plus de 1 s.",
  'error.CLOCK_OFFSET.remedy':
    "Regardez le service de temps (chrony, systemd-timesyncd). Le décalage est dans le journal de garde, sous l'événement `clock.alarm`.",
  'error.ERASURES_NOT_APPLIED.title':
    "La base de données est plus ancienne que des effacements tenus hors d'elle ; ils sont appliqués de nouveau.",
  'error.ERASURES_NOT_APPLIED.remedy':
    'Personne ne lit rien avant que ce soit fait. Cela dure quelques instants ; regardez si le service sealer tourne.',
  'error.ERASURE_FILE_INVALID.title':
    'Le fichier des effacements, hors de la base de données, est endommagé ou a été changé.',
  'error.ERASURE_FILE_INVALID.remedy':
    "Gardez le fichier, cherchez qui l'a changé, et restaurez-le depuis sa propre sauvegarde ; le journal de garde nomme l'empreinte de chaque ligne.",
  'error.ERASURE_FILE_SHORT.title':
    'Le journal de garde nomme des effacements que le fichier hors de la base de données ne contient pas.',
  'error.ERASURE_FILE_SHORT.remedy':
    "Personne ne lit rien. Restaurez le fichier depuis sa propre sauvegarde ; il n'est jamais refait à neuf.",
  'error.EVENTS_ID_UNKNOWN.title':
    "L'identifiant du dernier événement ne correspond à aucune place du journal de garde de cet État.",
  'error.EVENTS_ID_UNKNOWN.remedy':
    "Il est d'un autre État, ou d'un journal que celui-ci ne continue pas. Relisez les listes, puis écoutez sans identifiant.",
  'error.EVENTS_TOO_OLD.title':
    "L'identifiant du dernier événement est trop ancien pour reprendre à partir de lui.",
  'error.EVENTS_TOO_OLD.remedy':
    'Relisez les listes, puis écoutez sans identifiant : cet événement remonte à plus de 24 heures ou à plus de 100 000 inscriptions du journal.',
  'error.EVENTS_WAITING.title':
    "Des événements attendent depuis plus d'une minute leur place dans le journal de garde.",
  'error.EVENTS_WAITING.remedy':
    "Rien ne part entre-temps. Le fichier journal du service audit dit pourquoi le séquenceur n'avance pas.",
  'error.EVENT_INVALID.title':
    "Un événement devait être consigné sous une forme que le journal de garde n'admet pas.",
  'error.EVENT_INVALID.remedy':
    "Signalez le membre nommé dans le détail : c'est une erreur du programme. Rien n'a été consigné ni fait.",
  'error.EVENT_NOT_RELEASED.title':
    "L'événement est consigné mais n'est pas encore fixé dans le journal signé.",
  'error.EVENT_NOT_RELEASED.remedy':
    "Réessayez dans un instant ; si cela dure, regardez l'état du service audit.",
  'error.EVENT_UNKNOWN.title': "Cet événement n'existe pas dans le journal de garde.",
  'error.EVENT_UNKNOWN.remedy': "Vérifiez l'identifiant de l'événement.",
  'error.FORK_SEEN.title':
    "Dans les dernières 24 heures, il a été constaté qu'un État montre deux versions de son journal ou de son annuaire.",
  'error.FORK_SEEN.remedy':
    'Lisez le fichier journal du service (`"level":50`) et `liaise audit open-differences` : ils nomment l\'État. Comparez avec lui en personne. L\'alarme reste 24 heures après la dernière constatation.',
  'error.FORMAL_ACT_BLOCKED.title':
    "Une demande formelle, une réponse à une telle demande ou un consentement à l'usage comme preuve n'est pas accepté : sa date pourrait être mise en doute devant un tribunal.",
  'error.FORMAL_ACT_BLOCKED.remedy':
    "Le détail dit ce qui manque ; dès que `liaise status` dit les actes formels possibles, recommencez. Ce qui a été accepté auparavant part de soi-même dans les 24 heures de sa signature, ou est retenu, et un document qui le nomme l'attend. Refuser un consentement, en retirer un qui est parti, et dire ce qui parle pour une personne accusée ne sont jamais bloqués.",
  'error.LEAF_INVALID.title': "Les octets ne sont pas une feuille d'un journal de garde.",
  'error.LEAF_INVALID.remedy': 'Gardez les octets et comparez-les avec un miroir du journal.',
  'error.LEAF_SIGNATURE_INVALID.title':
    "La feuille n'a pas été signée par la clé d'événements qu'elle nomme.",
  'error.LEAF_SIGNATURE_INVALID.remedy':
    "Gardez la ligne : elle a été altérée, ou insérée par quelque chose qui n'est pas un service de cet État.",
  'error.LINK_ALARM.title':
    "Dans les dernières 24 heures, le journal de garde a consigné une alarme au sujet d'une liaison, ou quelque chose d'un voisin a été refusé avec un code qui est une alarme.",
  'error.LINK_ALARM.remedy':
    'Appelez le voisin : log/audit.log (`"level":50`) le nomme avec la raison, la mesure `liaise_link_number` dit combien. L\'alarme reste 24 heures après la dernière.',
  'error.LOG_BUSY.title': 'Un autre séquenceur travaille déjà sur le journal de garde.',
  'error.LOG_BUSY.remedy': "Arrêtez l'un des deux ; un seul service audit par État est nécessaire.",
  'error.LOG_DAMAGED.title':
    "Les tuiles, le point de contrôle et la taille du journal de garde ne s'accordent pas.",
  'error.LOG_DAMAGED.remedy':
    "Rien n'est signé. Comparez avec un miroir et refaites les tuiles à partir des feuilles.",
  'error.LOG_EVENT_FORGOTTEN.title':
    "Des événements de plus de 60 s n'ont pas de place dans le journal de garde.",
  'error.LOG_EVENT_FORGOTTEN.remedy':
    "Regardez si le séquenceur tourne. S'il tourne, des lignes ont été ôtées à la main de la liste d'attente.",
  'error.LOG_FORKED.title':
    "Le journal de garde de la base de données ne continue pas la tête gardée hors d'elle.",
  'error.LOG_FORKED.remedy':
    "Rien n'est signé. Gardez la base de données et le fichier de tête tels qu'ils sont : ensemble, ils prouvent la modification. Appelez l'auditeur.",
  'error.LOG_FORK_EVIDENCE.title':
    "Des notes signées sont gardées, qui montrent deux versions de ce journal ou de celui d'un voisin.",
  'error.LOG_FORK_EVIDENCE.remedy':
    "`liaise audit open-differences --purpose DETECTION` les nomme. Montrez les deux notes à l'auditeur et au voisin. L'alarme reste aussi longtemps que cet État est un voisin : une preuve n'est jamais supprimée.",
  'error.LOG_HALTED.title':
    'Un voisin détient un point de contrôle de ce journal que cette base de données ne contient pas.',
  'error.LOG_HALTED.remedy':
    "Plus rien n'est signé sur cette base de données : c'est une copie plus ancienne, ou le journal a deux versions. Gardez-la, restaurez la plus récente, et appelez l'auditeur ; les deux notes y sont gardées.",
  'error.LOG_HEAD_INVALID.title':
    "Le fichier de tête n'est pas un point de contrôle signé par la clé de ce journal.",
  'error.LOG_HEAD_INVALID.remedy':
    "Gardez le fichier, cherchez qui l'a changé, et restaurez-le depuis sa sauvegarde.",
  'error.LOG_HEAD_MISSING.title':
    "La tête du journal de garde, hors de la base de données, manque, alors que le journal n'est pas vide.",
  'error.LOG_HEAD_MISSING.remedy':
    'Restaurez le fichier de tête depuis sa sauvegarde, ou reprenez le point de contrôle contresigné le plus récent.',
  'error.LOG_HEAD_MOVED.title': "Le fichier de tête n'est pas là où ce processus l'a laissé.",
  'error.LOG_HEAD_MOVED.remedy':
    "Un second séquenceur tourne peut-être ; celui-ci relit l'état avant de continuer.",
  'error.LOG_ROLLED_BACK.title':
    "Le journal de garde de la base de données est plus court que la tête gardée hors d'elle.",
  'error.LOG_ROLLED_BACK.remedy':
    "La base de données a été restaurée depuis une copie plus ancienne. Rien n'est signé avant que les feuilles manquantes soient revenues : restaurez une sauvegarde plus récente ou rejouez-les depuis le miroir.",
  'error.LOG_STANDS_STILL.title':
    "Depuis quatre heures, le journal de garde n'a rien pris de ce qui attend : aucun nouveau document n'est accepté.",
  'error.LOG_STANDS_STILL.remedy':
    "Il ne partirait pas. Les retraits, rappels, mots d'arrêt et autres actes de ce genre sont toujours acceptés et attendent. L'exploitant voit dans le fichier journal du service audit pourquoi rien n'est signé ; d'ici là, parlez à l'autre État par d'autres moyens.",
  'error.OUTSIDE_WITNESS_SILENT.title':
    "Un témoin extérieur n'a rien contresigné de nouveau du journal de garde depuis 15 minutes.",
  'error.OUTSIDE_WITNESS_SILENT.remedy':
    "Les messages continuent de passer. Les actes formels attendent s'il n'y a, avec le voisin, aucun autre témoin qui contresigne (ONE_WITNESS). Cherchez WITNESS_UNREACHED dans le fichier journal du service exchange, et WITNESS_REFUSES dans celui du service audit.",
  'error.RECONCILIATION_DIFFERS.title':
    "Cet État et un voisin n'ont pas les mêmes données sur leur liaison.",
  'error.RECONCILIATION_DIFFERS.remedy':
    "Le rapport signé nomme chaque numéro : cherchez avec le voisin ce qu'est devenu chaque message et chaque accusé.",
  'error.RECONCILIATION_INVALID.title':
    "La part d'un voisin dans la comparaison quotidienne ne s'accorde pas avec ce que lui ou cet État a dit auparavant.",
  'error.RECONCILIATION_INVALID.remedy':
    "Rien n'a été signé. Voyez cela avec le voisin ; la comparaison est tentée de nouveau.",
  'error.RECONCILIATION_OVERDUE.title':
    "Aucun rapport de ce qui est passé avec un voisin n'a été signé par les deux pour l'avant-dernier jour.",
  'error.RECONCILIATION_OVERDUE.remedy':
    'Regardez si la liaison est établie, et cherchez RECONCILIATION_INVALID dans le fichier journal du service audit ; la comparaison est tentée de nouveau toutes les dix minutes.',
  'error.TIME_AUTHORITY_SILENT.title':
    "L'une des deux autorités d'horodatage n'a pas horodaté le journal de garde depuis 15 minutes.",
  'error.TIME_AUTHORITY_SILENT.remedy':
    "L'autre le fait, rien n'est donc bloqué. Son nom est dans le détail.",
  'error.UNCOSIGNED.title':
    "Depuis une minute, le journal de garde a grandi sans les contresignatures qu'il doit avoir.",
  'error.UNCOSIGNED.remedy':
    'Les messages passent ; les actes formels sont refusés et ceux qui sont en chemin attendent (FORMAL_ACT_BLOCKED). Regardez si les liaisons avec les témoins sont établies, et cherchez WITNESS_REFUSES dans le fichier journal du service audit ; cela cesse automatiquement quand ils contresignent.',
  'error.UNTIMED.title':
    "Aucune autorité d'horodatage n'a horodaté le journal de garde depuis 15 minutes.",
  'error.UNTIMED.remedy':
    "Tout continue sauf les actes formels, refusés après deux minutes déjà (FORMAL_ACT_BLOCKED). Regardez `liaise doctor` et le fichier journal du service exchange ; l'horodatage rattrape automatiquement son retard.",
  'error.WITNESS_ACCUSES.title':
    "Le journal de garde d'un voisin ne continue pas ce que cet État a contresigné auparavant.",
  'error.WITNESS_ACCUSES.remedy':
    "Montrez les deux notes signées, gardées comme preuve, à l'auditeur et au voisin, qui doit dire pourquoi. Le point de contrôle n'a pas été contresigné, sauf avec REPLACED : là, un nouveau journal a pris la place du précédent.",
  'error.WITNESS_AHEAD.title':
    "Un témoin extérieur dit avoir contresigné plus de ce journal que cette base de données n'en contient.",
  'error.WITNESS_AHEAD.remedy':
    "Il ne montre aucune note, rien n'est donc arrêté. Comparez les tailles avec un voisin et l'auditeur : la base de données est peut-être une copie plus ancienne. Ou le témoin se trompe : voyez cela avec son exploitant.",
  'error.WITNESS_ANSWER_INVALID.title':
    'Un témoin a répondu à une présentation de ce journal par quelque chose qui ne se prouve pas.',
  'error.WITNESS_ANSWER_INVALID.remedy':
    "Rien de cette réponse ne compte. Voyez cela avec le voisin ; tant qu'il ne répond pas bien, le journal continue sans sa contresignature.",
  'error.WITNESS_OFFER_INVALID.title':
    "Ce qu'un voisin a présenté comme la tête de son journal de garde n'a pas pu être jugé.",
  'error.WITNESS_OFFER_INVALID.remedy':
    "Cela a été écarté, et le reste n'est pas retardé. Voyez cela avec le voisin.",
  'error.WITNESS_REFUSES.title':
    'Un témoin ne contresigne pas ce journal ; sa raison est dans le détail.',
  'error.WITNESS_REFUSES.remedy':
    "UNPROVEN : il attend des preuves, que les prochaines présentations apportent. INCONSISTENT : il détient des notes de ce journal qui ne s'accordent pas ; pour tout autre mot, comparez les versions et les annuaires avec le voisin. Code HTTP 422 ou 409 d'un témoin extérieur : il détient une autre version du journal, ou un autre journal de cette clé ; tout autre code : il ne connaît pas ce journal.",
} as const;
