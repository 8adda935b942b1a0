export const frenchErrorsSecondB = {
  'error.GLASSES_TOO_MANY.title':
    "Un voisin a annoncé en un jour plus d'accès d'urgence qu'il n'en est signalé plus loin.",
  'error.GLASSES_TOO_MANY.remedy':
    "Demandez pourquoi au voisin : il y en a eu plus de 32 sur un document dont l'État d'origine est averti, ou plus de 256 dont les bureaux sont avertis ; seuls les premiers du jour ont été signalés. Ses accusés comptent et sont montrés ; c'est consigné une fois par jour, et la déclaration est gardée en quarantaine.",
  'error.GLASS_WAY_IMPOSSIBLE.title':
    "Un voisin annonce un accès d'urgence survenu plus loin, par un chemin qui ne peut exister.",
  'error.GLASS_WAY_IMPOSSIBLE.remedy':
    "Demandez pourquoi au voisin : le chemin le nomme lui-même ou nomme cet État. L'accusé est montré avec son document ; personne n'en est averti. La déclaration est gardée en quarantaine.",
  'error.LINK_UNKNOWN.title': "Il n'y a pas de liaison avec cet État.",
  'error.LINK_UNKNOWN.remedy': "Invitez d'abord le voisin : `liaise peer invite`.",
  'error.MESSAGE_ID_REUSED.title': "Un identifiant de message est revenu avec d'autres octets.",
  'error.MESSAGE_ID_REUSED.remedy':
    "Prévenez le voisin : sa passerelle réutilise des identifiants, ou quelqu'un d'autre envoie à sa place.",
  'error.RECEIPT_TIME_IMPLAUSIBLE.title':
    'Un accusé nomme un moment où le message ne peut pas être arrivé.',
  'error.RECEIPT_TIME_IMPLAUSIBLE.remedy':
    "Comparez les horloges des deux passerelles. L'accusé compte, et les délais courent depuis le moment possible le plus proche ; le voisin en montre un autre. La déclaration est gardée en quarantaine.",
  'error.RECEIPT_UNKNOWN_MESSAGE.title':
    "Un accusé parle d'octets que cet État n'a jamais envoyés sur cette liaison.",
  'error.RECEIPT_UNKNOWN_MESSAGE.remedy':
    "Quelqu'un a mis son propre message sur la liaison, ou cet État a été rétabli depuis une sauvegarde plus ancienne : comparez les deux journaux. La déclaration est gardée en quarantaine.",
  'error.REFUSALS_MANY.title':
    "En un jour, plus d'envois d'un voisin ont été refusés qu'il n'en est gardé.",
  'error.REFUSALS_MANY.remedy':
    "Demandez pourquoi au voisin ; si cela continue, deux administrateurs peuvent retirer ce voisin (`liaise peer`). Les 2 000 premiers d'un jour (16 MiB) sont en quarantaine, du reste le nombre est consigné une fois par heure, et les messages valables sont pris comme avant.",
  'error.OBJECT_ARGUMENT_INVALID.title':
    "Un nombre, une clé ou un fragment donné au magasin d'objets est hors de ses limites.",
  'error.OBJECT_ARGUMENT_INVALID.remedy':
    "Corrigez la valeur que nomme le détail ; rien n'a été écrit.",
  'error.OBJECT_CHUNK_REFUSED.title':
    "Un fragment n'appartient pas à la pièce jointe dont il se réclame.",
  'error.OBJECT_CHUNK_REFUSED.remedy':
    'Jetez le fragment et redemandez-le ; si cela se répète, prévenez le voisin.',
  'error.OBJECT_CORRUPT.title':
    "Les octets gardés d'une pièce jointe ne sont pas ceux qui ont été scellés.",
  'error.OBJECT_CORRUPT.remedy':
    "Contrôlez le disque ; redemandez la pièce jointe à l'expéditeur. Rien de faux n'a été montré.",
  'error.OBJECT_SIZE_MISMATCH.title': "La pièce jointe n'a pas la taille qui avait été déclarée.",
  'error.OBJECT_SIZE_MISMATCH.remedy':
    'Téléversez de nouveau le fichier avec sa taille exacte ; ce qui était arrivé a été jeté.',
  'error.OBJECT_NOT_REMOVED.title':
    "Des fichiers de dossiers effacés n'ont pu être supprimés. Leurs clés sont détruites : personne ne peut les lire.",
  'error.OBJECT_NOT_REMOVED.remedy':
    'Vérifiez le disque et les droits sur le dossier ; la suppression est tentée de nouveau.',
  'error.OBJECT_STORE_FAILED.title': "Le magasin d'objets n'a pu lire ou écrire ses fichiers.",
  'error.OBJECT_STORE_FAILED.remedy':
    "Regardez si le disque de `objects/` est monté, et les droits sur le dossier ; l'étape est tentée de nouveau.",
  'error.OBJECT_STORE_FULL.title':
    "Le disque de la passerelle n'a pas de place pour des fichiers en ce moment.",
  'error.OBJECT_STORE_FULL.remedy':
    "Envoyez sans le fichier, ou dites à l'administrateur de faire de la place et réessayez. Les transferts en cours se poursuivent d'eux-mêmes.",
  'error.OBJECT_TOO_LARGE.title':
    'La pièce jointe est plus grande que ce que prend cette passerelle.',
  'error.OBJECT_TOO_LARGE.remedy':
    'Envoyez un fichier plus petit, ou plusieurs ; la limite est dans le détail.',
  'error.OBJECT_UNEXPECTED.title':
    "Un fragment est venu pour une pièce jointe qu'aucun message ouvert n'annonçait.",
  'error.OBJECT_UNEXPECTED.remedy':
    "Jetez le fragment ; l'expéditeur le répète une fois le message ouvert ici.",
  'error.OBJECT_UNKNOWN.title':
    "Le magasin d'objets n'a aucune pièce jointe complète de cette racine.",
  'error.OBJECT_UNKNOWN.remedy':
    'Attendez la fin de son transfert ; une pièce jointe effacée ne revient pas.',
  'error.CONNECT_FAILED.title': "Le courtier de cette passerelle n'a pas accepté la connexion.",
  'error.CONNECT_FAILED.remedy':
    'Vérifiez que le courtier tourne et que son certificat et la clé du service vont ensemble.',
  'error.LAYOUT_INVALID.title': 'Le plan du courtier est incomplet ou se contredit.',
  'error.LAYOUT_INVALID.remedy':
    "Corrigez la valeur que nomme le détail ; aucune configuration n'a été écrite.",
  'error.BATCH_TOO_LARGE.title': "Un lot pour la frontière dépasse la taille d'une publication.",
  'error.BATCH_TOO_LARGE.remedy': 'Divisez le lot ; la limite est nommée dans le détail.',
  'error.BROKER_UNREADABLE.title': 'Le courtier de la frontière ne dit pas ses propres réglages.',
  'error.BROKER_UNREADABLE.remedy':
    "Vérifiez que son port de surveillance écoute sur l'adresse de bouclage (loopback).",
  'error.BROKER_UNSAFE.title':
    "Le courtier de la frontière ne tourne pas avec les réglages qu'exige cette passerelle.",
  'error.BROKER_UNSAFE.remedy':
    "Produisez de nouveau la configuration et redémarrez le courtier avec elle ; rien n'a été échangé.",
  'error.DUPLICATE_ACK.title': 'Le voisin a confirmé une copie antérieure au lieu de celle-ci.',
  'error.DUPLICATE_ACK.remedy':
    'Elle ne compte pas comme acheminée ; elle est renvoyée avec un autre numéro de tentative.',
  'error.PEER_FULL.title': 'Le flux entrant du voisin est plein.',
  'error.PEER_FULL.remedy':
    "Attendez : le message reste dans la boîte d'envoi. Prévenez le voisin si cela dure.",
  'error.PEER_REFUSED.title': 'Le courtier du voisin a refusé le lot.',
  'error.PEER_REFUSED.remedy':
    "Comparez les limites et les versions des deux courtiers ; le message reste dans la boîte d'envoi.",
  'error.PEER_UNREACHABLE.title': 'Le voisin est injoignable en ce moment.',
  'error.PEER_UNREACHABLE.remedy':
    "Rien n'est perdu : le message reste dans la boîte d'envoi et part quand la liaison est établie.",
  'error.PUBLISH_TIMEOUT.title': "Le voisin n'a pas confirmé le lot à temps.",
  'error.PUBLISH_TIMEOUT.remedy':
    'Le lot a pu être enregistré ou non ; il est renvoyé avec un autre numéro de tentative.',
  'error.STREAM_FAILED.title': "Le flux entrant d'une liaison n'a pu être créé ou lu.",
  'error.STREAM_FAILED.remedy':
    "Contrôlez l'espace libre du magasin du courtier ; l'échange réessaie de lui-même.",
  'error.TIME_QUERY_FAILED.title':
    "Une autorité d'horodatage n'a pas donné de réponse entière à temps.",
  'error.TIME_QUERY_FAILED.remedy':
    "Rien n'est retardé et elle est interrogée de nouveau. Si cela dure, vérifiez son adresse, son certificat TLS et le chemin jusqu'à elle.",
  'error.TIME_QUERY_REFUSED.title':
    "Une autorité d'horodatage a répondu autre chose qu'un horodatage.",
  'error.TIME_QUERY_REFUSED.remedy':
    "Rien n'est retardé et elle est interrogée de nouveau. Le détail dit ce qui est venu ; aucune redirection n'est suivie. Vérifiez son adresse dans les réglages.",
  'error.WITNESS_UNREACHED.title': "Un témoin extérieur n'a pas donné de réponse entière à temps.",
  'error.WITNESS_UNREACHED.remedy':
    "Les messages passent et il est interrogé de nouveau. Si cela dure, vérifiez son adresse, son certificat TLS et le chemin jusqu'à lui.",
  'error.BUS_FRAME.title': "Une trame du bus interne est endommagée ou d'une autre version.",
  'error.BUS_FRAME.remedy':
    'Vérifiez que tous les services de cette passerelle tournent dans la même version.',
  'error.BUS_TIMEOUT.title': "Un service de cette passerelle n'a pas répondu à temps.",
  'error.BUS_TIMEOUT.remedy': "Regardez si l'action a pris effet avant de la répéter.",
  'error.BUS_VALUE.title': 'Une valeur ne peut passer par le bus interne.',
  'error.BUS_VALUE.remedy':
    "Envoyez de simples valeurs JSON et des tableaux d'octets, dans les limites que nomme le détail.",
  'error.SERVICE_BUSY.title':
    "Un service de cette passerelle a autant de travail qu'il peut en tenir.",
  'error.SERVICE_BUSY.remedy': 'Réessayez dans quelques secondes.',
  'error.SERVICE_FAILED.title':
    "Un service de cette passerelle a échoué d'une façon qu'il ne connaît pas.",
  'error.SERVICE_FAILED.remedy': 'Regardez le fichier journal du service au moment de la réponse.',
  'error.SERVICE_UNAVAILABLE.title': 'Un service de cette passerelle ne tourne pas.',
  'error.SERVICE_UNAVAILABLE.remedy': "Réessayez ; si cela dure, regardez l'état des services.",
  'error.HOST_SECRET_UNSAFE.title':
    "Un fichier qui contient un secret manque, est vide, ou peut être lu par d'autres.",
  'error.HOST_SECRET_UNSAFE.remedy':
    'Donnez au seul service le fichier que nomme le détail (mode 0600).',
  'error.HOST_SETTINGS_INVALID.title': 'Les réglages sont inutilisables.',
  'error.HOST_SETTINGS_INVALID.remedy':
    'Corrigez chaque ligne du détail ; deploy/configuration.md énumère ce qui est permis.',
  'error.DISK_LOW.title': 'Il reste moins de 2 GiB libres sur le disque.',
  'error.DISK_LOW.remedy':
    "Faites vite de la place : au-dessous de 512 MiB aucune pièce jointe n'est prise, au-dessous de 256 MiB plus rien des voisins.",
  'error.DISK_NEARLY_FULL.title': "Le disque est presque plein ; rien n'est pris des voisins.",
  'error.DISK_NEARLY_FULL.remedy':
    "Faites de la place : ce que les voisins ont envoyé reste chez eux et vient de soi-même à partir de 320 MiB. Rien n'est à redémarrer.",
  'error.HOST_ALREADY_RUNNING.title': 'Un autre processus tourne déjà depuis ce dossier.',
  'error.HOST_ALREADY_RUNNING.remedy': "Arrêtez d'abord le processus que nomme le détail.",
  'error.HOST_BROKER_UNSAFE.title':
    "La configuration d'un courtier n'est pas de celles avec lesquelles il peut tourner.",
  'error.HOST_BROKER_UNSAFE.remedy':
    "Arrêtez `liaise up` et relancez-le : il écrit la configuration de nouveau. Le détail nomme la clé, ce qui a été trouvé et ce qui est permis ; rien n'est à changer à la main.",
  'error.HOST_DATABASE_UNSAFE.title':
    'Les réglages du serveur de base de données rompraient ses garanties.',
  'error.HOST_DATABASE_UNSAFE.remedy':
    'Retirez la clé que nomme le détail de `postgresql.auto.conf` dans le dossier des données (elle y a été écrite par ALTER SYSTEM) et relancez.',
  'error.HOST_FOLDER_CLOSED.title':
    "L'utilisateur sans privilèges qui fait tourner PostgreSQL n'atteint pas le dossier des données.",
  'error.HOST_FOLDER_CLOSED.remedy':
    'Choisissez un dossier dont tous peuvent traverser les dossiers parents (sous /srv ou /tmp, pas sous /root), ou lancez en utilisateur ordinaire.',
  'error.HOST_PORT_UNUSABLE.title':
    "Un port nécessaire à un processus de cet État ne peut être ouvert ; le processus n'a pas été lancé.",
  'error.HOST_PORT_UNUSABLE.remedy':
    'Mettez fin à ce qui y écoute (en root, `ss -ltnp` le montre avec son processus), ou réglez une autre adresse ou un autre port là où le dit le détail ; deux États sur une machine ont besoin de ports distincts.',
  'error.HOST_PROGRAM_MISSING.title': "Un programme nécessaire à cette machine n'est pas installé.",
  'error.HOST_PROGRAM_MISSING.remedy':
    'Installez le programme que nomme le détail (scripts/setup.mjs dit comment) et relancez.',
  'error.HOST_START_FAILED.title': "Un processus de cette machine a pris fin avant d'être prêt.",
  'error.HOST_START_FAILED.remedy': 'Lisez son fichier journal, que nomme le détail.',
  'error.HOST_START_TIMEOUT.title': "Un processus de cette machine n'a pas été prêt à temps.",
  'error.HOST_START_TIMEOUT.remedy': 'Lisez son fichier journal, que nomme le détail.',
  'error.ANSWER_INVALID.title':
    'Un service de cette passerelle a donné une réponse qui se contredit.',
  'error.ANSWER_INVALID.remedy': "Communiquez l'identifiant de la requête à l'exploitant.",
  'error.ATTACHMENT_INCOMPLETE.title': "La pièce jointe n'est pas ici en entier.",
  'error.ATTACHMENT_INCOMPLETE.remedy':
    'Regardez son état dans le fil ; redemandez-la quand elle est complète.',
  'error.BODY_TOO_LARGE.title': 'Le corps est plus grand que ce que prend cette adresse.',
  'error.BODY_TOO_LARGE.remedy':
    "Réduisez-le ; la limite est dans le détail ou dans la description de l'API.",
  'error.BODY_TOO_SLOW.title': "Le corps n'est pas arrivé à temps.",
  'error.BODY_TOO_SLOW.remedy': 'Renvoyez-le par une connexion plus rapide.',
  'error.EVENTS_FULL.title':
    "La passerelle a autant de flux d'événements ouverts qu'elle peut en tenir.",
  'error.EVENTS_FULL.remedy': "Réessayez plus tard ; d'ici là, lisez les listes.",
  'error.EVENTS_INTERRUPTED.title':
    "Le flux d'événements a pris fin parce qu'une partie de cette passerelle est absente ou redémarre.",
  'error.EVENTS_INTERRUPTED.remedy': "Reconnectez-vous avec `Last-Event-ID` : rien n'est manqué.",
  'error.EVENTS_READERS.title':
    "Cette session a autant de flux d'événements qu'elle peut en avoir.",
  'error.EVENTS_READERS.remedy': 'Fermez-en un : un seul flux parle des deux côtés.',
  'error.EVENTS_SLOW.title': "Le flux d'événements n'a pas été lu pendant 20 secondes.",
  'error.EVENTS_SLOW.remedy':
    'Reconnectez-vous avec `Last-Event-ID` et lisez aussi vite que viennent les événements.',
  'error.GATEWAY_BUSY.title':
    "La passerelle a autant de transferts en cours qu'elle peut en tenir.",
  'error.GATEWAY_BUSY.remedy': 'Réessayez dans quelques secondes.',
  'error.INTERNAL.title': "La passerelle a échoué d'une façon qu'elle ne connaît pas.",
  'error.INTERNAL.remedy':
    "Communiquez l'identifiant de la requête à l'exploitant ; rien de plus n'est dit ici.",
  'error.JSON_INVALID.title':
    "Le corps n'est pas du JSON en UTF-8, est trop profond, ou a un nom de membre qui n'est pas permis.",
  'error.JSON_INVALID.remedy':
    "Envoyez un seul objet JSON simple ; les limites sont dans la description de l'API.",
  'error.LENGTH_REQUIRED.title': 'Un téléversement indique sa longueur avant son contenu.',
  'error.LENGTH_REQUIRED.remedy': "Envoyez `Content-Length` avec le nombre d'octets, au moins 1.",
  'error.MEDIA_TYPE_REFUSED.title': 'Cette adresse ne prend pas de corps de ce type de média.',
  'error.MEDIA_TYPE_REFUSED.remedy':
    'Envoyez `application/json`, ou `application/octet-stream` pour un téléversement.',
  'error.METHOD_REFUSED.title': 'Cette adresse ne prend pas cette méthode.',
  'error.METHOD_REFUSED.remedy': "Utilisez une méthode que nomme l'en-tête `Allow`.",
  'error.NOT_READY.title': 'Les services de cette passerelle ne sont pas tous prêts.',
  'error.NOT_READY.remedy': 'Regardez les services nommés ici et leurs fichiers journaux.',
  'error.ORIGIN_REFUSED.title': "La requête vient d'une page d'une autre origine.",
  'error.ORIGIN_REFUSED.remedy':
    "Utilisez l'adresse de cette passerelle que son exploitant a publiée.",
  'error.RATE_LIMITED.title': 'Trop de requêtes en une minute.',
  'error.RATE_LIMITED.remedy':
    'Attendez le temps indiqué par `Retry-After`, puis continuez plus lentement.',
  'error.REQUEST_INVALID.title':
    "La requête n'est pas du HTTP bien formé, ou son adresse est illisible.",
  'error.REQUEST_INVALID.remedy': "Corrigez l'adresse ou les en-têtes que nomme le détail.",
  'error.ROUTE_CLOSED.title': 'Personne ne peut utiliser cette adresse.',
  'error.ROUTE_CLOSED.remedy': "Signalez-le à l'exploitant : l'adresse n'a pas de règle d'accès.",
  'error.ROUTE_UNKNOWN.title': "Il n'y a rien à cette adresse.",
  'error.ROUTE_UNKNOWN.remedy': "Comparez adresse et méthode avec la description de l'API.",
  'error.SESSION_REQUIRED.title': 'Cette adresse est réservée aux agents qui ont une session.',
  'error.SESSION_REQUIRED.remedy':
    'Ouvrez une session et envoyez son jeton ainsi : `Authorization: Bearer <token>`.',
  'error.UPLOAD_BROKEN.title':
    "Le téléversement a pris fin avant l'arrivée de tous les octets annoncés.",
  'error.UPLOAD_BROKEN.remedy': 'Renvoyez le fichier depuis son début.',
} as const;
