export const records = {
  'csv.moreRows': 'there are more than {rows} rows',
  'csv.cellMoreCharacters': 'a cell has more than {characters} characters',
  'csv.rowMoreCells': 'a row has more than {cells} cells',
  'csv.carriageReturnStandsAlone': 'a carriage return stands alone',
  'csv.quoteInsideCellWithout': 'a quote inside a cell without quotes',
  'csv.cellBeginsQuoteNever': 'a cell begins with a quote that is never closed',
  'csv.textAfterClosingQuote': 'text after the closing quote of a cell',

  'recordsRecord.noLineNamesColumns': 'there is no line that names the columns',
  'recordsRecord.column': 'column {name}',
  'recordsRecord.columnTwice': 'column {name}, twice',
  'recordsRecord.columnOf': 'column {member}',
  'recordsRecord.says': '{cellsCount} cells under {columnsCount} columns',
  'recordsRecord.fileHoldListRecords': 'the file must hold a list of records',
  'recordsRecord.moreRecords': 'there are more than {records} records',
  'recordsRecord.fileWrong':
    'the file cannot be read as what its name says: write it anew as UTF-8',
  'recordsRecord.memberMissing': 'a member is not there: add it, empty where it may be empty',
  'recordsRecord.memberUnknown': 'a member that a record does not have: take it out',
  'recordsRecord.memberWrong': 'a member has not its form: see the example of --help',
  'recordsRecord.codeUnknown': 'not one of the codes of --help',
  'recordsRecord.stateUnknown': 'no code of ISO 3166-1: the two capital letters of a country',
  'recordsRecord.languageUnknown': 'no code of ISO 639-1: two small letters',
  'recordsRecord.characterHidden':
    'a character that nobody sees or that turns the text: write the text anew',
  'recordsRecord.scriptsMixed':
    'a word with letters of two scripts that look the same: write it in one',
  'recordsRecord.recordRepeated': 'the authority has a record already: leave one of the two',
  'recordsRecord.nameAlike':
    'two authorities of a State have names that look the same: ask which is meant',
  'recordsRecord.authorityUnknown':
    'the root of this State has certified no such authority: leave the record out',
  'recordsRecord.nameDiffers':
    'the name is not the one that the root certified: only the root can change it',
  'recordsRecord.mustBeAText': 'must be a text',
  'recordsRecord.textCharactersWithoutSpaces':
    'must be a text of 1 to {longestName} characters, without spaces around it',
  'recordsRecord.saysRecordObject': 'a record is an object',
  'recordsRecord.saysAsIn': 'as in {file}:{line}',
  'recordsRecord.notUtf': 'not UTF-8',
} as const;
