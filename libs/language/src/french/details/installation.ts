// Details of errors about settings, services and the database.
export const frenchDetailsInstallation = {
  '--settings: found nothing; allowed: path of the settings file, here or in {}':
    '--settings : trouvé : rien ; permis : le chemin du fichier de réglages, ici ou dans {1}',
  '22003 int8 above 2^53': '22003 int8 au-dessus de 2^53',
  'PKCS#11 name such as `pkcs11:token=seal;object=seal;type=private`, without a PIN, at most 500 characters':
    'nom PKCS#11 tel que `pkcs11:token=seal;object=seal;type=private`, sans PIN, au plus 500 caractères',
  '`http://127.0.0.1:port`, not port 80: the monitoring port, never beyond this machine':
    '`http://127.0.0.1:port`, pas le port 80 : le port de surveillance, jamais hors de cette machine',
  '`https://host[:port][/path]`, or `http://127.0.0.1:port[/path]` for a relay on this machine':
    '`https://host[:port][/path]`, ou `http://127.0.0.1:port[/path]` pour un relais sur cette machine',
  '`https://host[:port]` as a browser writes it: small letters, no `:443`, no path':
    "`https://host[:port]` tel qu'un navigateur l'écrit : lettres minuscules, sans `:443`, sans chemin",
  '`tls://host:port`: only TLS': '`tls://host:port` : TLS seulement',
  'a call takes named members': 'un appel prend des membres nommés',
  'a line: found something unreadable; allowed: key = value':
    "une ligne : trouvé : quelque chose d'illisible ; permis : clé = valeur",
  'a list': 'une liste',
  'a name that this machine does not know': 'un nom que cette machine ne connaît pas',
  'a part of a part': "une partie d'une partie",
  'a secret itself instead of the path of its file':
    'un secret lui-même au lieu du chemin de son fichier',
  'absolute path of at most 107 bytes': "chemin absolu d'au plus 107 octets",
  'absolute path of at most 88 bytes': "chemin absolu d'au plus 88 octets",
  'absolute path without `.`, `..` or a closing `/`': 'chemin absolu sans `.`, `..` ni `/` final',
  'allowed: one JSON object': 'permis : un seul objet JSON',
  'an object': 'un objet',
  'commit of a failed transaction': "validation d'une transaction échouée",
  'found a byte order mark; {}, in UTF-8 without one':
    "trouvé une marque d'ordre des octets ; {1}, en UTF-8 sans cette marque",
  'found a file that cannot be read; allowed: a certificate (PEM)':
    'trouvé : un fichier illisible ; permis : un certificat (PEM)',
  'found a file that cannot be read; allowed: certificates (PEM)':
    'trouvé : un fichier illisible ; permis : des certificats (PEM)',
  'found an empty file; {}': 'trouvé un fichier vide ; {1}',
  'found bytes that are no UTF-8; allowed: text in UTF-8':
    "trouvé : des octets qui ne sont pas de l'UTF-8 ; permis : un texte en UTF-8",
  'found mode {}; allowed: not writable by others':
    "trouvé : mode {1} ; permis : non modifiable par d'autres",
  'found nothing that can be read; allowed: a file of this user':
    'trouvé : rien de lisible ; permis : un fichier de cet utilisateur',
  'found something else; allowed: a plain file':
    'trouvé : autre chose ; permis : un fichier ordinaire',
  'found something that is not JSON; {}': 'trouvé autre chose que du JSON ; {1}',
  'found something that is not JSON at line {}, column {}; {}':
    'trouvé autre chose que du JSON à la ligne {1}, colonne {2} ; {3}',
  'found {} bytes; allowed: at most {}': 'trouvé : {1} octets ; permis : au plus {2}',
  'full OpenPGP fingerprint: 40 or 64 capital hexadecimal digits':
    'empreinte OpenPGP entière : 40 ou 64 chiffres hexadécimaux en majuscules',
  'host name or IP address': "nom d'hôte ou adresse IP",
  'in use by another program': 'utilisé par un autre programme',
  'limits.idleMinutes: found {}; allowed: at most limits.sessionMinutes':
    'limits.idleMinutes : trouvé {1} ; permis : au plus limits.sessionMinutes',
  'limits.silenceUrgentMinutes: found {}; allowed: at most limits.silenceMinutes':
    'limits.silenceUrgentMinutes : trouvé {1} ; permis : au plus limits.silenceMinutes',
  'lower-case letters, digits and `_`, beginning with a letter, at most 63':
    'lettres minuscules, chiffres et `_`, en commençant par une lettre, au plus 63',
  'mode {}, allowed 600': 'mode {1}, permis 600',
  'nats-server (NATS_SERVER names no program)':
    'nats-server (NATS_SERVER ne nomme aucun programme)',
  'not a plain file': "n'est pas un fichier ordinaire",
  'not allowed for this account': 'non permis à ce compte',
  'not an address of this machine': "n'est pas une adresse de cette machine",
  'nothing, or {}': 'rien, ou {1}',
  'object identifier such as `1.3.6.1.4.1.99999.1`':
    "identifiant d'objet tel que `1.3.6.1.4.1.99999.1`",
  'one of {}': 'une valeur parmi {1}',
  'owned by somebody else': "appartient à quelqu'un d'autre",
  'pid {}': 'pid {1}',
  'port {} of {}, {}: {}': 'port {1} de {2}, {3} : {4}',
  'postgres (version {} or later)': 'postgres (version {1} ou plus récente)',
  'query after the transaction': 'requête après la transaction',
  'schema-less URL such as `liaise.example/xa/log`, at most 200 characters':
    'URL sans schéma telle que `liaise.example/xa/log`, au plus 200 caractères',
  'service: found {}; allowed: {}': 'service : trouvé {1} ; permis : {2}',
  'settings file: found {}; allowed: an object':
    'fichier des réglages : trouvé {1} ; permis : un objet',
  'stopped meanwhile': 'arrêté entre-temps',
  'tsa2.url: found the address of tsa1; allowed: another authority':
    "tsa2.url : trouvé l'adresse de tsa1 ; permis : une autre autorité",
  'two capital letters (ISO 3166-1)': 'deux lettres majuscules (ISO 3166-1)',
  'verifier key of a witness (c2sp.org/signed-note): name, `+`, key id, `+`, base64 of an Ed25519 key of type 4':
    "clé de vérification d'un témoin (c2sp.org/signed-note) : nom, `+`, identifiant de la clé, `+`, base64 d'une clé Ed25519 de type 4",
  'whole number from {} to {}': 'nombre entier de {1} à {2}',
  'witness2.{}: found that of witness1; allowed: another witness':
    'witness2.{1} : trouvé la valeur de witness1 ; permis : un autre témoin',
  'x509Seal.chainFile: found nothing; allowed: a file, since others of x509Seal are given':
    "x509Seal.chainFile : rien trouvé ; permis : un fichier, car d'autres réglages de x509Seal sont donnés",
  'x509Seal.keyFile: found no one key; allowed: it alone, or device with module and pinFile':
    'x509Seal.keyFile : pas une clé unique ; permis : ce réglage seul, ou device avec module et pinFile',
  '{} belongs to somebody else': "{1} appartient à quelqu'un d'autre",
  '{} cannot be read': '{1} : lecture impossible',
  '{}, user {}': '{1}, utilisateur {2}',
  '{}.caFile: found nothing; allowed: a file': '{1}.caFile : rien trouvé ; permis : un fichier',
  '{}.key: found nothing; allowed: its verifier key':
    '{1}.key : rien trouvé ; permis : sa clé de vérification',
  '{}.tlsCaFile: found nothing; allowed: a file, since the address is https':
    "{1}.tlsCaFile : rien trouvé ; permis : un fichier, car l'adresse est https",
  '{}.tlsCaFile: {}': '{1}.tlsCaFile : {2}',
  '{}.url: found nothing; allowed: an address, since others of {} are given':
    "{1}.url : rien trouvé ; permis : une adresse, car d'autres réglages de {2} sont donnés",
  '{}: cannot be read': '{1} : lecture impossible',
  '{}: found a folder that contains or lies in {}; allowed: a folder apart':
    "{1} : trouvé un dossier qui contient celui de {2} ou s'y trouve ; permis : un dossier à part",
  '{}: found in this file; allowed: nothing': '{1} : trouvé dans ce fichier ; permis : rien',
  '{}: found the address of {}; allowed: a port of its own':
    "{1} : trouvé l'adresse de {2} ; permis : un port distinct",
  '{}: found the file of {}; allowed: a file of its own':
    '{1} : trouvé le fichier de {2} ; permis : un fichier distinct',
  '{}: found twice; allowed: each key once':
    '{1} : trouvé deux fois ; permis : chaque clé une fois',
  '{}: found {}; allowed: an object': '{1} : trouvé {2} ; permis : un objet',
  '{}: not running': '{1} : ne tourne pas',
  '{}: unknown key; allowed: the keys of the table':
    '{1} : clé inconnue ; permis : les clés du tableau',
  '{}: unknown variable; allowed: the variables of the table':
    '{1} : variable inconnue ; permis : les variables du tableau',
  nothing: 'rien',
  profiling: 'un profileur',
  'a block': 'un bloc',
  empty: 'vide',
  '{} MiB of {} MiB free': '{1} Mio libres sur {2} Mio',
} as const;
