import { frenchErrorsFirstA } from './errors-first-a.js';
import { frenchErrorsFirstB } from './errors-first-b.js';
import { frenchErrorsFirstC } from './errors-first-c.js';
import { frenchErrorsSecondA } from './errors-second-a.js';
import { frenchErrorsSecondB } from './errors-second-b.js';
import { frenchErrorsSecondC } from './errors-second-c.js';

/** French titles and remedies of errors by `error.CODE.title` and `error.CODE.remedy`. Nobody has reviewed these texts. */
export const frenchErrors = {
  'error.CLI_USAGE.title': "La commande n'a pas été donnée comme il faut.",
  'error.CLI_USAGE.remedy': 'Lancez la commande avec --help : des exemples y sont montrés.',
  ...frenchErrorsFirstA,
  ...frenchErrorsFirstB,
  ...frenchErrorsFirstC,
  ...frenchErrorsSecondA,
  ...frenchErrorsSecondB,
  ...frenchErrorsSecondC,
} as const;
