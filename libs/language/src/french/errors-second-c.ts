export const frenchErrorsSecondC = {
  'error.CLI_ANSWER_INVALID.title': 'La passerelle a donné une réponse incompréhensible.',
  'error.CLI_ANSWER_INVALID.remedy':
    'Vérifiez que le programme et la passerelle ont la même version ; si oui, signalez-le.',
  'error.CLI_ATTACHMENT_DIFFERS.title':
    "Une pièce jointe n'est pas celle qui a été signée ; rien n'a été gardé.",
  'error.CLI_ATTACHMENT_DIFFERS.remedy':
    'Réessayez ; si cela arrive deux fois, signalez-le avec les identifiants du détail.',
  'error.CLI_ATTACHMENT_LARGE.title':
    "Un fichier est plus grand que ce que prend cette passerelle ; rien n'a été envoyé.",
  'error.CLI_ATTACHMENT_LARGE.remedy':
    "Réduisez-le ou coupez-le en plusieurs fichiers. L'exploitant fixe la limite (`limits.attachmentBytes`) ; le voisin a la sienne.",
  'error.CLI_ATTACHMENT_TYPE.title':
    "Un fichier n'est pas ce que dit son extension ; rien n'a été envoyé.",
  'error.CLI_ATTACHMENT_TYPE.remedy':
    "Donnez-lui l'extension de ce qu'il est, ou une extension qui ne dit rien, telle que `.bin` ; regardez d'abord si c'est bien le fichier voulu.",
  'error.CLI_CERTIFICATE_TOO_LARGE.title':
    "Le certificat, compressé pour l'envoi, est plus grand que ce que prend la passerelle.",
  'error.CLI_CERTIFICATE_TOO_LARGE.remedy':
    'Faites un dossier qui a moins de documents et certifiez celui-là : `liaise package build` avec `--for` et `--withhold`.',
  'error.CLI_COUNTS_DIFFER.title': 'Les deux États comptent leurs demandes différemment.',
  'error.CLI_COUNTS_DIFFER.remedy':
    'Réglez avec le voisin chaque différence énumérée ; ce qui est encore en chemin se règle de soi-même.',
  'error.CLI_DEMO_FAILED.title': "La démonstration n'est pas allée à son terme.",
  'error.CLI_DEMO_FAILED.remedy':
    'Regardez dans le dossier log/ de chaque État ; avec --dir les dossiers sont gardés.',
  'error.CLI_DIRECTORY_DIFFERS.title':
    "La passerelle dit de l'identité de quelqu'un ce que l'annuaire signé ne dit pas.",
  'error.CLI_DIRECTORY_DIFFERS.remedy':
    "N'envoyez rien par cette passerelle ; signalez-le avec le détail à un administrateur.",
  'error.CLI_DIRECTORY_INVALID.title':
    "L'annuaire donné par la passerelle ne se vérifie pas ; rien n'en est utilisé.",
  'error.CLI_DIRECTORY_INVALID.remedy':
    "Comparez --root avec ce que vous a dit un registraire ; si c'est juste, n'envoyez rien par cette passerelle et signalez-le avec le détail.",
  'error.CLI_DIRECTORY_OLD.title':
    'La passerelle a donné un annuaire plus ancien que celui que ce profil a déjà vu.',
  'error.CLI_DIRECTORY_OLD.remedy':
    "N'envoyez rien par cette passerelle ; demandez à un administrateur si une sauvegarde a été rétablie.",
  'error.CLI_DOCUMENT_DISPUTED.title':
    'Un document était valable le jour même, et son État a depuis mis fin au mandat de son agent, à une date antérieure à la signature.',
  'error.CLI_DOCUMENT_DISPUTED.remedy':
    'Demandez à cet État si les mots valent encore avant de vous y fier.',
  'error.CLI_DOCUMENT_UNPROVEN.title':
    "Un document que montre la passerelle n'est pas signé par l'agent qu'il nomme.",
  'error.CLI_DOCUMENT_UNPROVEN.remedy':
    "N'agissez pas d'après son contenu ; gardez la réponse (--json) et signalez-le.",
  'error.CLI_DRAFTS_FULL.title':
    "Un brouillon n'a pas été gardé : il y en a déjà autant que permis, ou il est trop long.",
  'error.CLI_DRAFTS_FULL.remedy':
    "Envoyez ou supprimez d'anciens brouillons (`liaise draft list`), ou gardez celui-ci dans un fichier avec --out.",
  'error.CLI_DRAFT_CLOSED.title':
    "Un brouillon ne s'ouvre pas avec cette clé, ou son fichier a été changé.",
  'error.CLI_DRAFT_CLOSED.remedy':
    'Donnez, avec --key ou --gpg, la clé de votre connexion au moment où il a été gardé. Sinon, récrivez-le et supprimez-le.',
  'error.CLI_DRAFT_UNKNOWN.title': "Ce profil n'a pas de tel brouillon.",
  'error.CLI_DRAFT_UNKNOWN.remedy': "Voyez `liaise draft list` ; un brouillon envoyé n'y est plus.",
  'error.CLI_DRILL_FAILED.title':
    'Le vérificateur a manqué un changement du journal, ou a désigné un autre endroit.',
  'error.CLI_DRILL_FAILED.remedy':
    "Signalez la ligne et la graine : c'est un défaut du vérificateur.",
  'error.CLI_ENDED_EARLY.title':
    "Il a été demandé à la commande de s'arrêter avant la fin ; tous les processus qu'elle avait lancés ont été arrêtés.",
  'error.CLI_ENDED_EARLY.remedy':
    'Relancez la commande ; un dossier donné avec --dir doit être nouveau ou vide.',
  'error.CLI_FAILED.title': "Quelque chose a échoué pour quoi ce programme n'a pas de code.",
  'error.CLI_FAILED.remedy':
    'Corrigez ce que nomme le détail, par exemple un disque plein ; sinon, signalez-le avec le détail.',
  'error.CLI_FILE_CHANGED.title':
    "Le fichier a été modifié pendant la commande ; rien n'a été écrit et rien n'a été envoyé.",
  'error.CLI_FILE_CHANGED.remedy':
    'Relancez la commande : elle montre ce que le fichier contient maintenant.',
  'error.CLI_FILE_EXISTS.title': "Le fichier existe déjà ; rien n'est écrasé.",
  'error.CLI_FILE_EXISTS.remedy': "Nommez un autre fichier, ou déplacez d'abord celui du détail.",
  'error.CLI_FILE_INVALID.title': "Un fichier ne contient pas ce qu'il doit.",
  'error.CLI_FILE_INVALID.remedy':
    'Corrigez ce que nomme le détail ; --help montre un exemple du fichier.',
  'error.CLI_FILE_UNSAFE.title':
    "Un fichier qui contient un secret peut être lu par d'autres, donc il n'est pas utilisé.",
  'error.CLI_FILE_UNSAFE.remedy':
    'Ne laissez que son propriétaire le lire (chmod 600) ou refaites-le.',
  'error.CLI_FILE_UNUSABLE.title': 'Un fichier ne peut être lu ou écrit.',
  'error.CLI_FILE_UNUSABLE.remedy':
    'Le détail dit pourquoi : corrigez le chemin, qui peut y lire ou y écrire, ou le fichier lui-même.',
  'error.CLI_FOLDER_IN_USE.title': "Le dossier contient déjà quelque chose ; rien n'a été changé.",
  'error.CLI_FOLDER_IN_USE.remedy':
    "Nommez un dossier nouveau ou vide. Un État déjà installé ne s'installe jamais une seconde fois.",
  'error.CLI_ID_AMBIGUOUS.title': "Deux identifiants finissent ainsi ; rien n'a été fait.",
  'error.CLI_ID_AMBIGUOUS.remedy': "Donnez en entier l'un des identifiants du détail.",
  'error.CLI_ID_UNKNOWN.title': "Aucune liste n'a montré cet identifiant court à ce profil.",
  'error.CLI_ID_UNKNOWN.remedy':
    "Affichez de nouveau la liste, ou donnez l'identifiant entier : `--verbose` le montre.",
  'error.CLI_KEY_LOCKED.title':
    "La clé est protégée par une phrase secrète et aucune n'a été donnée ; rien n'a été signé.",
  'error.CLI_KEY_LOCKED.remedy':
    "Tapez-la là où un terminal la demande, ou donnez --passphrase-file avec un fichier de mode 0600 (- lit l'entrée).",
  'error.CLI_KEY_NOT_YOURS.title':
    "La clé n'est pas celle de la personne qui demande ; rien n'a été signé ni envoyé.",
  'error.CLI_KEY_NOT_YOURS.remedy':
    "Donnez votre propre clé avec --key, --gpg ou --certificate. Pour une nouvelle clé à vous : connectez-vous d'abord avec elle. Pour une autre personne de cette machine : --profile.",
  'error.CLI_LIFE_REFUSED.title':
    'Un danger pour la vie a été refusé par leur passerelle ou retenu ici : il ne part pas.',
  'error.CLI_LIFE_REFUSED.remedy':
    'Appelez les numéros montrés. Faites ensuite ce que dit errors.md du code montré, et demandez de nouveau. Ce qui est WAITING part de soi-même.',
  'error.CLI_GATEWAY_FOREIGN.title':
    "Ce qui répond à cette adresse ne prouve pas que c'est la passerelle ; cet appel n'a rien envoyé.",
  'error.CLI_GATEWAY_FOREIGN.remedy':
    "Donnez l'adresse avec le nom qu'un registraire vous a dit, et avec --ca le fichier `tls/services-ca.crt` de cet État même. Si les deux sont justes, quelqu'un d'autre répond là : dites-le à un administrateur.",
  'error.CLI_LINK_INVALID.title':
    'Un fichier qui décrit une liaison avec un voisin est inutilisable.',
  'error.CLI_LINK_INVALID.remedy':
    "Répétez l'étape d'enregistrement qui a écrit le fichier que nomme le détail.",
  'error.CLI_LOG_DIFFERS.title':
    "Le journal de garde de la passerelle ne prolonge pas l'exportation.",
  'error.CLI_LOG_DIFFERS.remedy':
    "Gardez l'exportation : elle a été vérifiée avant, et le journal a été changé ou raccourci depuis. Rien n'en a été écrasé.",
  'error.CLI_LOG_INVALID.title': "Le journal de garde n'est pas ce qu'il doit être.",
  'error.CLI_LOG_INVALID.remedy':
    "Gardez-le tel quel. Le détail nomme le premier défaut et son endroit : montrez-le à l'auditeur de l'État et au voisin qui est témoin du journal.",
  'error.CLI_NOT_BUILT.title': "Le programme d'un service manque.",
  'error.CLI_NOT_BUILT.remedy': 'Lancez `npm run build` et recommencez.',
  'error.CLI_NOT_CONFIRMED.title': "Rien n'a été signé et rien n'a été envoyé.",
  'error.CLI_NOT_CONFIRMED.remedy': 'Lisez ce qui est montré et répondez `oui`, ou donnez --yes.',
  'error.CLI_NOT_DELIVERED.title':
    "Un danger pour la vie est signé et en attente d'envoi, et sa livraison n'est pas prouvée.",
  'error.CLI_NOT_DELIVERED.remedy':
    "Appelez les numéros montrés. Il part de lui-même jusqu'à ce qu'ils en signent la réception : ne le renvoyez pas.",
  'error.CLI_INSTALLATION_DAMAGED.title':
    "Un fichier de cette installation manque, ou contient ce qu'il ne doit pas contenir.",
  'error.CLI_INSTALLATION_DAMAGED.remedy':
    'Restaurez depuis la sauvegarde le fichier que nomme le détail, avec son propriétaire et ses droits, ou corrigez-le.',
  'error.CLI_NOT_INSTALLED.title': "Le dossier ne contient pas d'installation d'un État.",
  'error.CLI_NOT_INSTALLED.remedy':
    "Nommez le dossier qu'a fait `liaise init`, ou faites-en un avec lui.",
  'error.CLI_NOT_RUNNING.title': "L'État ne tourne pas sur cette machine.",
  'error.CLI_NOT_RUNNING.remedy':
    'Démarrez-le par la commande du détail, dans un terminal à lui : elle y reste. Puis redonnez cette commande.',
  'error.CLI_NOT_READY.title': "Tout ne tourne pas, ou n'est pas prêt, dans cet État.",
  'error.CLI_NOT_READY.remedy':
    'Regardez dans log/<name>.log pour ce que nomme le détail, et lancez `liaise doctor`.',
  'error.CLI_NO_RECIPIENT.title': 'Rien ne peut être envoyé à cette autorité.',
  'error.CLI_NO_RECIPIENT.remedy':
    'Prenez dans `liaise authority list` celle que vous voulez dire ; avec son État il faut une liaison confirmée (`liaise peer list`). Une autorité qui y figurait avant a des clés arrivées à leur fin : appelez cet État, sa racine signe `liaise key extend`.',
  'error.CLI_NO_SESSION.title': "Il n'y a pas de session.",
  'error.CLI_NO_SESSION.remedy': 'Connectez-vous avec `liaise login`, avec le même --profile.',
  'error.CLI_OTHER_STATE.title':
    "Une inscription signée est donnée à un État dont elle n'est pas ; rien n'a été envoyé.",
  'error.CLI_OTHER_STATE.remedy':
    "Nommez la passerelle de l'État du détail : --dir sur sa machine, --url et --ca, ou le --profile d'une connexion là-bas.",
  'error.CLI_OUTPUT_CUT.title': "La sortie n'est pas entière : sa fin n'a pu être écrite.",
  'error.CLI_OUTPUT_CUT.remedy':
    'Faites de la place là où elle est écrite, puis relancez la commande.',
  'error.CLI_PACKAGE_DIFFERS.title':
    "Les octets d'un dossier de preuve n'ont pas l'empreinte que nomme la liste ; rien n'a été gardé.",
  'error.CLI_PACKAGE_DIFFERS.remedy':
    "Regardez s'il est fait (`liaise package status`) et réessayez ; si cela arrive deux fois, signalez-le.",
  'error.CLI_PACKAGE_INVALID.title': "Le dossier de preuve n'est pas valable ; rien n'a été écrit.",
  'error.CLI_PACKAGE_INVALID.remedy':
    "Ne vous y fiez pas. `liaise verify` nomme ce qui ne tient pas ; demandez à qui l'a envoyé.",
  'error.CLI_POLICY_FORBIDS.title':
    "Selon le jeu de règles de votre État, ceci ne part pas ; rien n'a été signé.",
  'error.CLI_POLICY_FORBIDS.remedy':
    "Le détail nomme les règles et leur loi ; `liaise policy show` les donne en entier. Omettez ce qu'elles interdisent, choisissez une autre voie, ou, si l'on vous le demande, refusez en citant le motif.",
  'error.CLI_POLICY_UNSOUND.title':
    "Un jeu de règles n'est pas apte à être signé : ses propres cas le disent.",
  'error.CLI_POLICY_UNSOUND.remedy':
    'Corrigez la règle ou le cas que nomme le détail ; `liaise policy check` les exécute.',
  'error.CLI_PEER_UNKNOWN.title': "Cet État n'est pas un voisin de celui-ci ; rien n'a été signé.",
  'error.CLI_PEER_UNKNOWN.remedy': "Prenez le code de l'État dans `liaise peer list`.",
  'error.CLI_POSITION_INVALID.title': "La position est illisible ; rien n'a été signé ni envoyé.",
  'error.CLI_POSITION_INVALID.remedy':
    'Donnez la latitude, puis la longitude, ainsi : "43.1N 15.2E", en degrés et minutes "43 06.0N 015 12.0E", avec les secondes "N43 06 00 E15 12 00", ou en degrés signés "43.1, 15.2" (sud et ouest ont un moins). Ou dites le lieu en toutes lettres.',
  'error.CLI_PROOF_FAILED.title': 'La preuve ne tient pas.',
  'error.CLI_PROOF_FAILED.remedy':
    'Gardez les deux fichiers et signalez-le : le journal a pu être changé.',
  'error.CLI_PROVENANCE_UNFIT.title':
    "La provenance d'un dossier ne respecte pas les formes de CASE ; rien n'a été écrit.",
  'error.CLI_PROVENANCE_UNFIT.remedy':
    'Signalez-le avec la règle du détail. Le dossier lui-même est fiable.',
  'error.CLI_RECEIPT_UNPROVEN.title': 'Un accusé que montre la passerelle ne se vérifie pas.',
  'error.CLI_RECEIPT_UNPROVEN.remedy':
    'Ne le comptez pas comme livré ; gardez la réponse (--json) et signalez-le.',
  'error.CLI_RECORDS_INVALID.title':
    "Des fiches d'autorités sont fausses ; rien n'a été préparé ni écrit.",
  'error.CLI_RECORDS_INVALID.remedy':
    'Corrigez chaque ligne énumérée : `liaise authority import --help` dit ce que signifie chaque code.',
  'error.CLI_ROOT_UNKNOWN.title':
    "On ne sait pas par quelle racine vérifier l'annuaire de cet État.",
  'error.CLI_ROOT_UNKNOWN.remedy':
    "Connectez-vous avec --root et l'empreinte qu'un registraire ou `liaise init` vous a donnée par une autre voie.",
  'error.CLI_ROTATED_LATELY.title':
    'Chaque clé a reçu une nouvelle sous-clé il y a moins de 24 heures.',
  'error.CLI_ROTATED_LATELY.remedy':
    "Réessayez à l'heure du détail. Cela n'aide pas pour une clé volée : la racine doit en certifier une autre.",
  'error.CLI_SIGNATURE_FAILED.title':
    "La signature n'a pas été faite, ou n'est pas celle de ces octets par cette clé.",
  'error.CLI_SIGNATURE_FAILED.remedy':
    'Signez de nouveau le fichier exact avec la clé que nomme le détail.',
  'error.CLI_SUBKEYS_MANY.title': "La clé a tant de sous-clés qu'elle n'en reçoit plus.",
  'error.CLI_SUBKEYS_MANY.remedy':
    "Faites moins souvent la rotation à la main. Les anciennes sous-clés sont retirées d'elles-mêmes une fois que rien n'en a eu besoin pendant `retention.horizonDays` : voyez `liaise doctor`.",
  'error.CLI_UNHEALTHY.title': 'Quelque chose est à corriger dans cette installation.',
  'error.CLI_UNHEALTHY.remedy': 'Chaque ligne marquée `fail` dit quoi faire.',
  'error.CLI_UNREACHABLE.title': 'La passerelle ne répond pas.',
  'error.CLI_UNREACHABLE.remedy':
    "Vérifiez l'adresse, et si l'État y tourne : `liaise status` sur sa machine le dit, `liaise up` le démarre.",
  'error.CLI_UP_BROKEN.title':
    "`liaise up` a rencontré en une minute plus d'erreurs qu'il n'en supporte ; tout a été arrêté en bon ordre.",
  'error.CLI_UP_BROKEN.remedy':
    'Lisez les lignes ci-dessus et les fichiers de DIR/log, lancez `liaise doctor`, puis relancez-le.',
  'error.CLI_WORDS_DIFFER.title':
    "Les mots entendus du voisin ne sont pas ceux des deux fichiers ; rien n'a été signé.",
  'error.CLI_WORDS_DIFFER.remedy':
    "Faites relire les mots, lentement. S'ils diffèrent encore, les fichiers ont été changés en chemin : ne signez pas, et échangez-en de nouveaux par une autre voie.",
} as const;
