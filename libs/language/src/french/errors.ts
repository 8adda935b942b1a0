/** French titles and remedies of errors. None is reviewed; those that are missing are said in English. */
export const frenchErrors = {
  'error.CLI_USAGE.title': "La commande n'a pas été donnée comme il faut.",
  'error.CLI_USAGE.remedy': 'Lancez la commande avec --help : des exemples y sont montrés.',
} as const;
