export const frenchVerifier = {
  'verifier.usage': `Usage : liaise verify FILE [--roots FILE] [--root STATE:FINGERPRINT]... [--at TIME]
                          [--profile PROFILE] [--certificate FILE] [--language LANGUAGE] [--json]

Contrôle un dossier de preuve : sans réseau, sans base de données, sans autre programme.

Les racines doivent venir d'ailleurs que du dossier : un fichier de lignes
"root STATE FINGERPRINT", "tsa SHA256" et "ca SHA256", ou des empreintes saisies ici.
TIME est l'instant du jugement, sous la forme 2026-11-29T12:00:00.000Z ; sans lui : maintenant.
PROFILE est un profil fourni avec le programme ({profiles}) ou un fichier, avec sa signature
dans FILE.sig à côté : par lui, 36 règles disent si le dossier peut aller devant un tribunal.
Le code de sortie ne parle que du dossier.
Certificat : celui du dépositaire, en PDF, pour les règles qui le concernent.
LANGUAGE est la langue du rapport ({languages}) ; sans elle : celle de l'environnement
(LC_ALL, LC_MESSAGES, LANG), sinon l'anglais.

Codes de sortie : 0 valable, 1 non valable, 2 incomplet ou racines inconnues, 3 mauvais usage ou
fichier illisible.`,
  'verifier.onePackage': 'nommez un seul dossier',
  'verifier.unknownOption': 'option inconnue {option}',
  'verifier.optionValue': "{option} : il manque sa valeur, ou elle n'en prend pas",
  'verifier.value': "{option} : pas de la forme que montre l'usage",
  'verifier.noFile': "{path} : ce fichier n'existe pas",
  'verifier.unreadable': '{path} : illisible ({code})',
  'verifier.language': '--language : une de {languages}',
  'verifier.certificate': '--certificate exige --profile, et le programme entier',
  'verifier.notJudged': "Le dossier n'a pas pu être jugé : {error}",
} as const;
