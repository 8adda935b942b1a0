export const frenchRecords = {
  'csv.moreRows': 'il y a plus de {rows} lignes',
  'csv.cellMoreCharacters': 'une cellule a plus de {characters} caractères',
  'csv.rowMoreCells': 'une ligne a plus de {cells} cellules',
  'csv.carriageReturnStandsAlone': 'un retour chariot est seul, sans saut de ligne',
  'csv.quoteInsideCellWithout': 'un guillemet dans une cellule sans guillemets',
  'csv.cellBeginsQuoteNever': "une cellule commence par un guillemet qui n'est jamais fermé",
  'csv.textAfterClosingQuote': "du texte après le guillemet fermant d'une cellule",

  'recordsRecord.noLineNamesColumns': 'aucune ligne ne nomme les colonnes',
  'recordsRecord.column': 'colonne {name}',
  'recordsRecord.columnTwice': 'colonne {name}, deux fois',
  'recordsRecord.columnOf': 'colonne {member}',
  'recordsRecord.says': '{cellsCount} cellules sous {columnsCount} colonnes',
  'recordsRecord.fileHoldListRecords': 'le fichier doit contenir une liste de fiches',
  'recordsRecord.moreRecords': 'il y a plus de {records} fiches',
  'recordsRecord.fileWrong':
    "le fichier n'est pas lisible comme ce que dit son nom : récrivez-le en UTF-8",
  'recordsRecord.memberMissing': "un membre manque : ajoutez-le, vide là où il peut l'être",
  'recordsRecord.memberUnknown': "un membre qu'une fiche n'a pas : enlevez-le",
  'recordsRecord.memberWrong': "un membre n'a pas sa forme : voir l'exemple de --help",
  'recordsRecord.codeUnknown': "ce n'est pas un des codes de --help",
  'recordsRecord.stateUnknown': "pas un code ISO 3166-1 : les deux majuscules d'un pays",
  'recordsRecord.languageUnknown': 'pas un code ISO 639-1 : deux minuscules',
  'recordsRecord.characterHidden':
    'un caractère invisible ou qui retourne le texte : récrivez le texte',
  'recordsRecord.scriptsMixed':
    'un mot avec des lettres de deux écritures qui se ressemblent : écrivez-le en une seule',
  'recordsRecord.recordRepeated': "l'autorité a déjà une fiche : ne gardez qu'une des deux",
  'recordsRecord.nameAlike':
    "deux autorités d'un État ont des noms qui se ressemblent : demandez de laquelle il s'agit",
  'recordsRecord.authorityUnknown':
    "la racine de cet État n'a pas certifié d'autorité de ce nom : retirez la fiche",
  'recordsRecord.nameDiffers':
    "le nom n'est pas celui que la racine a certifié : elle seule peut le changer",
  'recordsRecord.mustBeAText': 'doit être un texte',
  'recordsRecord.textCharactersWithoutSpaces':
    'doit être un texte de 1 à {longestName} caractères, sans espaces autour',
  'recordsRecord.saysRecordObject': 'une fiche est un objet',
  'recordsRecord.saysAsIn': 'comme dans {file}:{line}',
  'recordsRecord.notUtf': "n'est pas en UTF-8",
} as const;
